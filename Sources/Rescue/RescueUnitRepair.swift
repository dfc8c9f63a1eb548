import OpenClaw

/// How main's unit is made to start what it should.
public struct RescueUnitRepair: Sendable, Equatable {
  /// What is wrong with it.
  public var reason: String
  /// The words behind the command that starts OpenClaw.
  public var words: [String]

  /// Made by `RescueFactsCollector` from a finding about main's unit.
  public init(reason: String, words: [String]) {
    self.reason = reason
    self.words = words
  }

  /// As a person would type it.
  public var line: String { ShellLine.text(["openclaw"] + words) }
}
