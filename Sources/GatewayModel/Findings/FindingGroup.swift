/// Findings of one kind that are shown as one where there are many.
public struct FindingGroup: Sendable, Equatable {
  /// From this many findings of one code and severity on they are shown as one.
  public static let limit = 6

  /// Of one code and severity, in the order in which they came; never empty.
  public var findings: [Finding]

  /// Whether they are shown together.
  public var isMany: Bool { findings.count >= Self.limit }
  /// The one that stands for all.
  public var first: Finding { findings[0] }
  /// All gateways that they are about, each once.
  public var gateways: [NamedGateway] { findings.flatMap(\.gateways).distinct() }

  /// In the order of the findings: `limit` or more of one code and severity are one group, each other one is a group of its own.
  public static func groups(_ findings: [Finding]) -> [FindingGroup] {
    struct Key: Hashable { var code: FindingCode, severity: Finding.Severity }
    let counts = findings.reduce(into: [Key: Int]()) {
      $0[Key(code: $1.code, severity: $1.severity), default: 0] += 1
    }
    var places: [Key: Int] = [:]
    var groups: [FindingGroup] = []
    for finding in findings {
      let key = Key(code: finding.code, severity: finding.severity)
      if counts[key, default: 0] >= limit, let place = places[key] {
        groups[place].findings.append(finding)
      } else {
        places[key] = groups.count
        groups.append(FindingGroup(findings: [finding]))
      }
    }
    return groups
  }
}
