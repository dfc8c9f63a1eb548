import GatewayModel

/// `cdp-port-outside-own-range`: a fixed CDP port that nothing reserves.
enum CDPPortOutsideOwnRange {
  static func check(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    guard let range = subject.cdpRange else { return }
    let ports = subject.cdpPorts.filter {
      ($0.how == .explicit || $0.how == .pinnedCDPURL) && !range.contains($0.port)
    }
    guard !ports.isEmpty else { return }
    let list = ports.map { "\($0.port) of \($0.profile)" }.inWords
    let own = ports.first { port in subject.servicePorts.contains { $0.port == port.port } }
    let harm = own.map { " \($0.port) is a port of \(subject.name) itself." } ?? ""
    context.findings.append(
      Finding(
        .cdpPortOutsideOwnRange, .info, gateways: [subject.gateway],
        ports: Set(ports.map(\.port)).sorted().map(Finding.Ports.one),
        detail:
          "CDP port \(list) \(ports.count == 1 ? "lies" : "lie") outside \(subject.name)'s own range \(range.lowerBound)-\(range.upperBound), where nothing reserves \(ports.count == 1 ? "it" : "them").\(harm)",
        fix:
          "Move \(ports.count == 1 ? "it" : "them") into \(range.lowerBound)-\(range.upperBound), unless a Chrome that others start is meant."
      ))
  }
}
