import OpenClaw

/// The first thing that is wrong with Gatehouse's own config, and where.
public struct GatehouseConfigProblem: Error, Sendable, Equatable {
  /// What can be wrong.
  public enum Fault: Sendable, Equatable {
    /// No JSON5.
    case syntax(JSON5Problem)
    /// A key that Gatehouse does not know.
    case unknownKey
    /// Something else than an object; what it is for.
    case noObject(String)
    /// A theme that there is not.
    case theme
    /// A declared gateway with a blank name.
    case nameless
    /// A gateway's name with characters that nobody sees.
    case unseenName
    /// No port.
    case port
    /// A size of logs in bytes out of its range.
    case bytes(ClosedRange<Int>)
    /// No restart policy.
    case policy
    /// No text, or a blank one where none may be blank.
    case text
    /// No list of texts.
    case texts
    /// Neither true nor false.
    case flag
    /// Seconds out of range: from 0.1 to so many.
    case seconds(most: Int)
    /// A count out of range.
    case count(ClosedRange<Int>)

    /// For a person.
    public var message: String {
      switch self {
      case .syntax(let problem): problem.message
      case .unknownKey: "Gatehouse knows no such key"
      case .noObject(let what): "\(what) must be an object in braces"
      case .theme: "theme is \"terminal\" or \"mono\""
      case .nameless: "a gateway needs a name"
      case .unseenName: "a gateway's name may hold no characters that nobody sees"
      case .port: "port must be a whole number from 1 to 65535"
      case .bytes(let range): "bytes from \(range.lowerBound) to \(range.upperBound) are expected here"
      case .policy: "a restart policy is \"never\", \"on-failure\" or \"always\""
      case .text: "a text in quotes is expected here"
      case .texts: "a list of texts is expected here, the command first"
      case .flag: "true or false is expected here"
      case .seconds(let most): "seconds from 0.1 to \(most) are expected here"
      case .count(let range):
        "a whole number from \(range.lowerBound) to \(range.upperBound) is expected here"
      }
    }
  }

  /// What is wrong.
  public var fault: Fault
  /// The first character of it.
  public var location: SourceLocation

  init(_ fault: Fault, at location: SourceLocation) {
    self.fault = fault
    self.location = location
  }
}

extension GatehouseConfigProblem: CustomStringConvertible {
  /// `PATH:LINE:COLUMN: message`.
  public var description: String {
    "\(location.file):\(location.line):\(location.column): \(fault.message)"
  }
}
