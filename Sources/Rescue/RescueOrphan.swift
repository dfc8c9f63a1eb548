import Host

/// What an earlier run of main has left on its port, proven to be main's.
public struct RescueOrphan: Sendable, Equatable {
  public var process: ProcessIdentity
  /// The kernel's name of it.
  public var command: String
  public var port: Int
  /// What proves it: `its environment names main's state directory`.
  public var proof: String

  public init(process: ProcessIdentity, command: String, port: Int, proof: String) {
    self.process = process
    self.command = command
    self.port = port
    self.proof = proof
  }
}
