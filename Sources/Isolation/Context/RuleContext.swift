import GatewayModel

/// The gateways under judgement, and what the rules have found so far.
struct RuleContext {
  typealias ServiceUser = (index: Int, service: IsolationInput.ServicePort)

  let subjects: [IsolationInput]
  /// What is asked of every pair, by itself: a gateway's input is large, and is not copied for it.
  private let named: [NamedGateway]
  private let orders: [Int]
  private let mains: [Bool]
  /// For each gateway the numbers of the errors between ports that it is part of; two gateways with a common number have such an error.
  private var portErrors: [[Int]]
  private var portErrorCount = 0
  /// Every port that some gateway listens on, reserves or has given to a browser.
  let usedPorts: Set<Int>
  /// Who listens on or reserves a port.
  let servicesByPort: [Int: [ServiceUser]]
  var suggestions: BaseSuggestions
  var findings: [Finding] = []

  init(_ subjects: [IsolationInput], suggestions: BaseSuggestions) {
    self.subjects = subjects
    self.suggestions = suggestions
    named = subjects.map(\.gateway)
    orders = subjects.map(\.order)
    mains = subjects.map(\.isMain)
    usedPorts = Set(subjects.flatMap { $0.servicePorts.map(\.port) + $0.cdpPorts.map(\.port) })
    servicesByPort = Dictionary(
      grouping: subjects.enumerated().flatMap { index, subject in
        subject.servicePorts.map { (index: index, service: $0) }
      }, by: \.service.port)
    portErrors = Array(repeating: [], count: subjects.count)
  }

  /// What another gateway has a port for ("the canvas port of lab"), so that nobody is sent there; nil where no other has it.
  func other(with port: Int, than subject: IsolationInput) -> String? {
    servicesByPort[port, default: []].first { subjects[$0.index].name != subject.name }
      .map { "the \($0.service.title) port of \(subjects[$0.index].name)" }
  }

  /// The gateways at some places of the context, each once, in the order of the roster.
  func gateways(_ indices: some Sequence<Int>) -> [NamedGateway] {
    let (orders, named) = (orders, named)
    return Set(indices).sorted { orders[$0] < orders[$1] }.map { named[$0] }
  }

  /// The place in the roster of the gateway at one place of the context.
  func order(_ index: Int) -> Int { orders[index] }

  /// The one of some that should give way: never the main gateway if another can.
  func mover(_ indices: some Sequence<Int>) -> IsolationInput? {
    let (orders, mains) = (orders, mains)
    return indices.max { (mains[$0] ? 0 : 1, orders[$0]) < (mains[$1] ? 0 : 1, orders[$1]) }
      .map { subjects[$0] }
  }

  mutating func move(_ indices: some Sequence<Int>) -> String {
    guard let subject = mover(indices) else { return "" }
    return suggestions.move(subject)
  }

  /// What to do about a range that a setting moved; nil where none of these gateways has such a setting.
  func changeRange(_ indices: some Sequence<Int>) -> String? {
    guard let moved = indices.first(where: { subjects[$0].isRangeConfigured }) else { return nil }
    let subject = subjects[moved]
    return
      "Change browser.cdpPortRangeStart of \(subject.name) (\(subject.config)) to a range that no other gateway uses, or remove it."
  }

  /// What to do about a range: where a setting moved it, that setting; else the base, or such a setting.
  mutating func moveRange(_ indices: [Int]) -> String {
    changeRange(indices) ?? "\(move(indices)) Or set browser.cdpPortRangeStart of one of them."
  }

  /// Remembers an error between the ports of some gateways: it hides the warnings about their ranges.
  mutating func notePortError(_ indices: some Sequence<Int>) {
    for index in Set(indices) { portErrors[index].append(portErrorCount) }
    portErrorCount += 1
  }

  /// Whether two gateways have an error between their ports. Both lists grow in order.
  func havePortError(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (portErrors[a], portErrors[b])
    var (i, j) = (0, 0)
    while i < first.count, j < second.count {
      if first[i] == second[j] { return true }
      if first[i] < second[j] { i += 1 } else { j += 1 }
    }
    return false
  }

  /// Whether an equal base port is the reason for all else between the ports of two gateways.
  func haveEqualBase(_ a: Int, _ b: Int) -> Bool {
    subjects[a].base != nil && subjects[a].base == subjects[b].base
  }
}
