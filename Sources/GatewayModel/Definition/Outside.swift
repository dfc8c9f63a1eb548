extension Supervision {
  /// A supervisor that is neither a service manager nor a Gatehouse. Source: openclaw/ocm 0.2.33, OpenClaw `OPENCLAW_SUPERVISOR_MODE`.
  public struct Outside: Sendable, Equatable {
    /// `ocm`, or what the gateway's environment says of it.
    public var name: String
    /// The command with which a person starts and stops the gateway; nil where it is not known.
    public var command: String?

    /// Made in discovery from an environment of ocm, from `OPENCLAW_SUPERVISOR_MODE`, or from the service that a process runs in.
    public init(name: String, command: String? = nil) {
      self.name = name
      self.command = command
    }
  }
}
