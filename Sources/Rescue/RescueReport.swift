/// What the guide shows: the facts, what can be done now, and what the rescue bot would be told.
public struct RescueReport: Sendable, Equatable {
  /// What is known of main and its rescue.
  public var facts: RescueFacts
  /// What can be done now, the careful choice first.
  public var choices: [RescueChoice]
  /// For the rescue bot, in Markdown, without secrets.
  public var brief: String
  /// The last lines of main's log.
  public var log: [String]

  /// Made by `RescueFactsCollector`, twice a second while the guide is open.
  public init(facts: RescueFacts, choices: [RescueChoice], brief: String, log: [String]) {
    self.facts = facts
    self.choices = choices
    self.brief = brief
    self.log = log
  }
}
