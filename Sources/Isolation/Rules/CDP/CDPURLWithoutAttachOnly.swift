import GatewayModel
import OpenClaw

/// `cdp-url-without-attach-only`: a loopback `cdpUrl` that OpenClaw takes for a Chrome of its own, although somebody else uses it too.
enum CDPURLWithoutAttachOnly {
  static func check(
    _ index: Int, users: [Int: [CDPUser]], services: [Int: [RuleContext.ServiceUser]],
    shared: [Int: Set<Int>], _ context: inout RuleContext
  ) {
    let subject = context.subjects[index]
    let ports = subject.cdpPorts.filter { port in
      guard port.how == .pinnedCDPURL, !port.attachOnly else { return false }
      return shared[port.port]?.contains(index) == true
        || (users[port.port] ?? []).contains { $0.index != index }
        || (services[port.port] ?? []).contains { $0.index != index }
    }
    guard !ports.isEmpty else { return }
    let list = ports.map { String($0.port) }.inWords
    let places = ports.compactMap(\.place)
    let named = places.filter { !$0.ends(with: "#browser.cdpUrl") }
      .map { $0.replacing(".cdpUrl", with: ".attachOnly") }
    let fix =
      named.count == places.count
      ? "Set \(named.inWords) to true if \(subject.name) shall only attach there, else remove the cdpUrl."
      : "Set browser.attachOnly: true in \(subject.config) if \(subject.name) shall only attach there, else remove the cdpUrl."
    context.findings.append(
      Finding(
        .cdpURLWithoutAttachOnly, .warning, gateways: [subject.gateway],
        ports: ports.map { Finding.Ports.one($0.port) }.distinct(),
        paths: ["\(subject.config)#browser.attachOnly"],
        detail:
          "\(subject.name) pins its browser to port \(list), which another gateway uses too, without attachOnly: when nobody answers there it starts a Chrome of its own on it.",
        fix: fix))
  }
}
