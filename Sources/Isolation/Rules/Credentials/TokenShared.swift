import GatewayModel

/// `CHANNEL-token-shared`: two gateways are one bot of a channel.
enum TokenShared {
  static func report(_ users: [CredentialUser], _ context: inout RuleContext) {
    let gateways = context.gateways(users.map(\.index))
    let channel = users.first?.credential.channel ?? ""
    context.findings.append(
      Finding(
        .tokenShared(channel: channel), .error, gateways: gateways,
        paths: users.map(\.credential.place).distinct(),
        detail:
          "\(gateways.inWords) use the same \(channel) credential: they take each other's messages, or the service refuses both.",
        fix:
          "Create another \(channel) bot and put its credential into \(users.last?.credential.place ?? "")."))
  }
}
