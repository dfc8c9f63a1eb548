import GatewayModel

/// Findings about CDP ranges: where they meet, whose ports lie in another one, and those of one gateway alone.
enum RangeRules {
  static func check(_ context: inout RuleContext) {
    let lanes = Lane.all(context)
    CDPRangeOverlap.check(lanes, &context)
    let ports = PortOwners(context)
    for lane in lanes {
      for index in lane.members {
        ServicePortInForeignCDPRange.check(index, range: lane.range, ports, &context)
        CDPHeadroom.check(index, range: lane.range, ports, &context)
      }
    }
    for index in context.subjects.indices {
      CDPRangeClamped.check(index, &context)
      CDPPortOutsideOwnRange.check(index, &context)
    }
  }
}
