import GatewayModel

/// What to do about a CDP port that two gateways have.
enum CDPRepair {
  static func setPort(_ port: IsolationInput.CDPPort, of subject: IsolationInput, to free: Int)
    -> String
  {
    "Set browser.profiles.\(port.profile).cdpPort of \(subject.name) to \(free), the next of its own range."
  }

  /// The lowest port of its own range that no gateway uses.
  static func freePort(of subject: IsolationInput, _ context: RuleContext) -> Int? {
    subject.cdpRange?.first { !context.usedPorts.contains($0) }
  }

  /// What to do about a port that follows from the base, or from a setting of the range.
  static func moveRange(_ users: [CDPUser], _ indices: [Int], _ context: inout RuleContext) -> String {
    context.changeRange(users.map(\.index)) ?? context.move(indices)
  }
}
