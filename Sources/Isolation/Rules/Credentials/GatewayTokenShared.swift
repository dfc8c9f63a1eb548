import GatewayModel

/// `gateway-token-shared`: two gateways accept one token.
enum GatewayTokenShared {
  static func report(_ users: [CredentialUser], _ context: inout RuleContext) {
    let gateways = context.gateways(users.map(\.index))
    context.findings.append(
      Finding(
        .gatewayTokenShared, .info, gateways: gateways, paths: users.map(\.credential.place).distinct(),
        detail: "\(gateways.inWords) accept the same gateway token: a client of one can command the other.",
        fix: "Put a token of its own into \(users.last?.credential.place ?? "")."))
  }
}
