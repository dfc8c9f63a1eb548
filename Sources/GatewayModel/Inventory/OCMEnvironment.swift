/// One environment of openclaw/ocm: an `OPENCLAW_HOME` of its own.
public struct OCMEnvironment: Sendable, Equatable {
  public var name: String
  /// Its home: the state directory lies below it.
  public var root: String
  /// The port that ocm starts it with; nil where it leaves that to the config.
  public var port: Int?

  public init(
    name: String, root: String, port: Int?
  ) {
    self.name = name
    self.root = root
    self.port = port
  }
}
