import GatewayModel

/// Gateways with the same CDP range and the same base port. Findings about ranges are made between lanes, not within one: the equal
/// base has a finding of its own.
struct Lane {
  var range: ClosedRange<Int>
  var base: Int
  var members: [Int]

  /// The lanes of all gateways whose range and base are known, by range and base.
  static func all(_ context: RuleContext) -> [Lane] {
    struct Key: Hashable { var range: ClosedRange<Int>, base: Int }
    var lanes: [Key: Lane] = [:]
    for (index, subject) in context.subjects.enumerated() {
      guard let range = subject.cdpRange, let base = subject.base else { continue }
      lanes[Key(range: range, base: base), default: Lane(range: range, base: base, members: [])]
        .members.append(index)
    }
    return lanes.values.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.base) < (
        $1.range.lowerBound, $1.range.upperBound, $1.base
      )
    }
  }
}
