/// What the guide shows: the facts, what can be done now, and what the rescue bot would be told.
public struct RescueReport: Sendable, Equatable {
  public var facts: RescueFacts
  public var choices: [RescueChoice]
  /// For the rescue bot, in Markdown, without secrets.
  public var brief: String
  /// The last lines of main's log.
  public var log: [String]

  public init(facts: RescueFacts, choices: [RescueChoice], brief: String, log: [String]) {
    self.facts = facts
    self.choices = choices
    self.brief = brief
    self.log = log
  }
}
