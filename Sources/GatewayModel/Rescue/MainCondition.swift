/// What is the matter with the main gateway, as far as a look can tell. Health itself asks three times before it says "down".
public struct MainCondition: Sendable, Equatable, Codable {
  /// What is the matter, the gravest that was seen.
  public enum Kind: String, Sendable, Codable {
    /// It answers. A config that would fail at its next start is told by the signs.
    case well
    /// It answers, and a channel does not work.
    case degraded
    /// It is coming up: no failure yet.
    case booting
    /// Somebody stopped it: no failure.
    case stopped
    /// It does not run, because its config cannot be read.
    case configBroken = "config-broken"
    /// It is started again and again.
    case restartLoop = "restart-loop"
    /// It ended, and its manager or policy does not start it again.
    case gaveUp = "gave-up"
    /// Its port is held by something else.
    case portTaken = "port-taken"
    /// Its process is there and does not answer.
    case hangs
    /// It ended, or a start did not work.
    case down
    /// Nothing is known of it yet.
    case unknown
  }

  /// The gravest that was seen.
  public var kind: Kind
  /// What was seen, the gravest first; whole sentences without secrets.
  public var signs: [String]
  /// Seconds since 1970; nil where no layer tells.
  public var since: Double?

  /// Whether there is something to rescue.
  public var isTrouble: Bool { ![.well, .booting, .stopped, .unknown].contains(kind) }
  /// Whether it answers, so that stopping it takes something away.
  public var answers: Bool { kind == .well || kind == .degraded }

  /// The gravest sign, for a person.
  public var text: String { signs.first ?? kind.rawValue }

  /// One line for the step "Detect".
  public func summary(now: Double) -> String {
    let age = since.flatMap { now - $0 >= 1 ? " for \(Age.text(now - $0))" : nil } ?? ""
    return signs.joined(separator: "; ") + age
  }

  /// Made by `MainCondition.of` in the target `Rescue`.
  public init(kind: Kind, signs: [String], since: Double?) {
    self.kind = kind
    self.signs = signs
    self.since = since
  }
}
