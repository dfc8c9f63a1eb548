import GatewayModel

/// CDP ports and addresses that two gateways have given to a browser.
enum CDPPortRules {
  private typealias User = (index: Int, port: IsolationInput.CDPPort)

  static func check(_ context: inout RuleContext) {
    let shared = sharedEndpoints(&context)
    let users = Dictionary(
      grouping: context.subjects.indices.flatMap { index in
        context.subjects[index].cdpPorts.map { (index: index, port: $0) }
      }, by: \.port.port)
    let services = context.servicesByPort
    for port in users.keys.sorted() {
      duplicate(port, users[port] ?? [], sharedBy: shared[port] ?? [], &context)
      hitsService(port, users[port] ?? [], services[port] ?? [], &context)
    }
    for index in context.subjects.indices {
      attachOnly(index, users: users, services: services, shared: shared, &context)
    }
  }

  /// One address, two gateways. Gives who shares which port of this machine.
  private static func sharedEndpoints(_ context: inout RuleContext) -> [Int: Set<Int>] {
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
      let names = context.names(indices)
      let place = isLocal ? "port \(key.port) of this machine" : "\(key.host):\(key.port)"
      context.findings.append(
        Finding(
          .cdpURLShared, .error, gateways: names, ports: [.one(key.port)],
          paths: users.sorted { order(context, $0.index) < order(context, $1.index) }.map(\.endpoint.place)
            .distinct(),
          detail: "\(names.inWords) pin their browser to the same endpoint, \(place): they drive one Chrome.",
          fix: isLocal
            ? "Remove cdpUrl from all but one of them, and set browser.profiles.<name>.cdpPort where a fixed port is needed."
            : "Give each gateway a Chrome of its own: another cdpUrl in browser.profiles of \(names.last ?? "one")."
        ))
    }
    return shared
  }

  private static func duplicate(
    _ port: Int, _ users: [User], sharedBy: Set<Int>, _ context: inout RuleContext
  ) {
    let indices = Set(users.map(\.index))
    guard indices.count > 1 else { return }
    // The address that they share says it already, and an equal base port explains derived ports.
    if indices.isSubset(of: sharedBy) { return }
    let isDerived = users.allSatisfy(\.port.isDerived)
    if isDerived, Set(users.map { context.subjects[$0.index].base }).count == 1 { return }
    context.notePortError(indices)
    let names = context.names(indices)
    let sorted = users.sorted { order(context, $0.index) < order(context, $1.index) }
    let what = sorted.map { "\($0.port.profile) of \(context.subjects[$0.index].name)" }
    context.findings.append(
      Finding(
        .cdpPortDuplicate, .error, gateways: names, ports: [.one(port)],
        paths: sorted.compactMap(\.port.place).filter { $0.hasSuffix(".cdpPort") }.distinct(),
        detail: detail(port, sorted, what, context),
        fix: fix(sorted, &context)))
  }

  private static func detail(_ port: Int, _ users: [User], _ what: [String], _ context: RuleContext) -> String
  {
    guard let pinned = users.first(where: { $0.port.how == .pinnedCDPURL }) else {
      return
        "CDP port \(port) belongs to the browser profiles \(what.inWords): the second Chrome cannot start."
    }
    let others = users.filter { $0.index != pinned.index }
      .map { "\($0.port.profile) of \(context.subjects[$0.index].name)" }
    return
      "\(context.subjects[pinned.index].name) pins its browser to port \(port), which belongs to \(others.inWords): they drive one Chrome, or one of them cannot start."
  }

  private static func fix(_ users: [User], _ context: inout RuleContext) -> String {
    if let pinned = users.first(where: { $0.port.how == .pinnedCDPURL }), let place = pinned.port.place {
      return "Remove \(place), or point it to a Chrome that no other gateway uses."
    }
    guard let last = users.last(where: { $0.port.place?.hasSuffix(".cdpPort") == true }) else {
      return moveRange(users, users.map(\.index), &context)
    }
    let subject = context.subjects[last.index]
    guard let free = freeCDPPort(of: subject, context) else {
      return "Give \(last.port.profile) of \(subject.name) another cdpPort in \(subject.config)."
    }
    return setPort(last.port, of: subject, to: free)
  }

  private static func setPort(_ port: IsolationInput.CDPPort, of subject: IsolationInput, to free: Int)
    -> String
  {
    "Set browser.profiles.\(port.profile).cdpPort of \(subject.name) to \(free), the next of its own range."
  }

  /// The lowest port of its own range that no gateway uses.
  private static func freeCDPPort(of subject: IsolationInput, _ context: RuleContext) -> Int? {
    subject.cdpRange?.first { !context.usedPorts.contains($0) }
  }

  /// What to do about a port that follows from the base, or from a setting of the range.
  private static func moveRange(_ users: [User], _ indices: [Int], _ context: inout RuleContext) -> String {
    context.changeRange(users.map(\.index)) ?? context.move(indices)
  }

  private static func hitsService(
    _ port: Int, _ users: [User], _ services: [RuleContext.ServiceUser],
    _ context: inout RuleContext
  ) {
    var setters: [User] = []
    var owners: [RuleContext.ServiceUser] = []
    for user in users {
      for owner in services where owner.index != user.index {
        // What only an equal base port makes is said there.
        if context.haveEqualBase(owner.index, user.index), owner.service.isDerived { continue }
        setters.append(user)
        owners.append(owner)
      }
    }
    guard let setter = setters.first, !owners.isEmpty else { return }
    let indices = setters.map(\.index) + owners.map(\.index)
    context.notePortError(indices)
    let subject = context.subjects[setter.index]
    let free = freeCDPPort(of: subject, context)
    let sorted = setters.sorted { order(context, $0.index) < order(context, $1.index) }
    context.findings.append(
      Finding(
        .cdpPortHitsServicePort, .error, gateways: context.names(indices), ports: [.one(port)],
        paths: sorted.compactMap(\.port.place).distinct(),
        detail: "CDP port \(port) of \(uses(setters, context)) is \(ports(owners, context)).",
        fix: fix(setter, free: free, indices: indices, setters: setters, &context)))
  }

  private static func fix(
    _ setter: User, free: Int?, indices: [Int], setters: [User], _ context: inout RuleContext
  ) -> String {
    let subject = context.subjects[setter.index]
    if setter.port.how == .pinnedCDPURL, let place = setter.port.place {
      return "Remove \(place), or point it to a Chrome."
    }
    if setter.port.place?.hasSuffix(".cdpPort") == true, let free {
      return setPort(setter.port, of: subject, to: free)
    }
    return moveRange(setters, indices, &context)
  }

  private static func uses(_ users: [User], _ context: RuleContext) -> String {
    users.map { "\($0.port.profile) (\(context.subjects[$0.index].name))" }.distinct().inWords
  }

  private static func ports(
    _ owners: [RuleContext.ServiceUser], _ context: RuleContext
  ) -> String {
    owners.map { "the \($0.service.title) port of \(context.subjects[$0.index].name)" }
      .distinct().inWords
  }

  /// A loopback address that OpenClaw takes for a Chrome of its own, although somebody else's is meant.
  private static func attachOnly(
    _ index: Int, users: [Int: [User]], services: [Int: [RuleContext.ServiceUser]],
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
    let named = places.filter { !$0.hasSuffix("#browser.cdpUrl") }
      .map { $0.replacing(".cdpUrl", with: ".attachOnly") }
    let fix =
      named.count == places.count
      ? "Set \(named.inWords) to true if \(subject.name) shall only attach there, else remove the cdpUrl."
      : "Set browser.attachOnly: true in \(subject.config) if \(subject.name) shall only attach there, else remove the cdpUrl."
    context.findings.append(
      Finding(
        .cdpURLWithoutAttachOnly, .warning, gateways: [subject.name],
        ports: ports.map { Finding.Ports.one($0.port) }.distinct(),
        paths: ["\(subject.config)#browser.attachOnly"],
        detail:
          "\(subject.name) pins its browser to port \(list), which another gateway uses too, without attachOnly: when nobody answers there it starts a Chrome of its own on it.",
        fix: fix))
  }

  private static func order(_ context: RuleContext, _ index: Int) -> Int { context.subjects[index].order }
}
