import GatewayModel

/// `cdp-url-shared`: two gateways name one CDP endpoint, and drive one Chrome.
/// Source: `docs/gateway/multiple-gateways.md`, "Browser/CDP notes (common footgun)".
enum CDPURLShared {
  /// One address, two gateways. Gives who shares which port of this machine.
  static func check(_ context: inout RuleContext) -> [Int: Set<Int>] {
    struct Key: Hashable { var host: String, port: Int, customer: String }
    let all = Dictionary(
      grouping: context.subjects.indices.flatMap { index in
        context.subjects[index].endpoints.map { (index: index, endpoint: $0) }
      }, by: { Key(host: $0.endpoint.host, port: $0.endpoint.port, customer: $0.endpoint.customer) })
    var shared: [Int: Set<Int>] = [:]
    for (key, users) in all.sorted(by: { ($0.key.port, $0.key.host) < ($1.key.port, $1.key.host) }) {
      let indices = Set(users.map(\.index))
      guard indices.count > 1 else { continue }
      let isLocal = key.host == "127.0.0.1"
      if isLocal {
        shared[key.port] = indices
        context.notePortError(indices)
      }
      let gateways = context.gateways(indices)
      let place = isLocal ? "port \(key.port) of this machine" : "\(key.host):\(key.port)"
      context.findings.append(
        Finding(
          .cdpURLShared, .error, gateways: gateways, ports: [.one(key.port)],
          paths: users.sorted { context.order($0.index) < context.order($1.index) }.map(\.endpoint.place)
            .distinct(),
          detail:
            "\(gateways.inWords) pin their browser to the same endpoint, \(place): they drive one Chrome.",
          fix: isLocal
            ? "Remove cdpUrl from all but one of them, and set browser.profiles.<name>.cdpPort where a fixed port is needed."
            : "Give each gateway a Chrome of its own: another cdpUrl in browser.profiles of \(gateways.last?.name ?? "one")."
        ))
    }
    return shared
  }
}
