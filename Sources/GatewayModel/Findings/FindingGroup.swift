/// Findings of one kind that are shown as one where there are many.
public struct FindingGroup: Sendable, Equatable {
  /// From so many of one code on they are shown together.
  public static let limit = 6

  public var findings: [Finding]

  public var isMany: Bool { findings.count >= Self.limit }
  public var first: Finding { findings[0] }
  /// All gateways that they are about, each once.
  public var gateways: [NamedGateway] { findings.flatMap(\.gateways).distinct() }

  /// The gravest first, a group for each finding unless its code has many.
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
