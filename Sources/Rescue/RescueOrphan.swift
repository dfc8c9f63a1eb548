import Host

/// What an earlier run of main has left on its port, proven to be main's.
public struct RescueOrphan: Sendable, Equatable {
  /// Number and start time: only this very process is ended.
  public var process: ProcessIdentity
  /// The kernel's name of it.
  public var command: String
  /// Main's base port, which it holds.
  public var port: Int
  /// What proves it, for a person: `it has the mark of the last run of main`.
  public var proof: String

  /// Made by `OrphanFinder` where a proof is found.
  public init(process: ProcessIdentity, command: String, port: Int, proof: String) {
    self.process = process
    self.command = command
    self.port = port
    self.proof = proof
  }
}
