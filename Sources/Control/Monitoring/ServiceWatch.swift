import GatewayModel
import Host

/// When the service managers are to be asked again: a question costs a process, so not on every look.
struct ServiceWatch: Sendable {
  /// Looks between two questions while nothing happens: 30 s at the default interval of 2 s.
  static let interval = 15

  /// What they said last.
  var statuses: [ServiceStatus] = []
  private var asked: [ServiceKey: ProcessIdentity?]?
  private var looks = 0
  private var isAsking = false
  /// Counts the questions: an answer to an older one is no news.
  private var question = 0

  /// The units of an inventory with the processes that are taken for theirs.
  private static func state(
    _ inventory: HostInventory
  ) -> [ServiceKey: ProcessIdentity?] {
    Dictionary(
      inventory.definitions.compactMap { definition in
        definition.unit.map {
          ($0.key, inventory.owner(of: definition.id).process)
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The units to ask for; nil while the last answer is recent enough. Without any unit the managers are asked only once.
  mutating func due(_ inventory: HostInventory) -> (units: [ServiceKey], question: Int)? {
    looks += 1
    let now = Self.state(inventory)
    // While a unit is between two states, its manager is asked at every look.
    let isUnsettled = statuses.contains { $0.activeState.isUnsettled }
    guard !isAsking, asked != now || !now.isEmpty && (looks >= Self.interval || isUnsettled) else {
      return nil
    }
    return begin(now)
  }

  /// The units to ask for at once.
  mutating func all(_ inventory: HostInventory) -> (units: [ServiceKey], question: Int) {
    begin(Self.state(inventory))
  }

  private mutating func begin(
    _ state: [ServiceKey: ProcessIdentity?]
  ) -> (units: [ServiceKey], question: Int) {
    asked = state
    looks = 0
    isAsking = true
    question += 1
    return (Array(state.keys), question)
  }

  /// - Returns: whether the answer is news.
  mutating func heard(_ answer: [ServiceStatus], to question: Int) -> Bool {
    guard question == self.question else { return false }
    isAsking = false
    defer { statuses = answer }
    return answer != statuses
  }
}
