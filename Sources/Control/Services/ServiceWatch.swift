import Fleet
import Host

/// When the service managers are to be asked again: a question costs a process, so not on every look.
struct ServiceWatch: Sendable {
  /// Looks between two questions while nothing happens: half a minute at the usual interval.
  static let interval = 15

  /// What they said last.
  var statuses: [ServiceStatus] = []
  private var asked: [ServiceKey: ProcessIdentity?]?
  private var looks = 0
  private var isAsking = false
  /// Counts the questions: an answer to an older one is no news.
  private var question = 0

  /// The units of a survey with the processes that are taken for theirs.
  private static func state(
    _ survey: Survey, owners: [GatewayID: Ownership]
  ) -> [ServiceKey: ProcessIdentity?] {
    Dictionary(
      survey.definitions.compactMap { definition in
        definition.unit.map {
          ($0.key, owners[definition.id]?.process)
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The units to ask for; nil while the last answer will do. Without any unit there is nothing to ask but once.
  mutating func due(
    _ survey: Survey, owners: [GatewayID: Ownership]
  ) -> (units: [ServiceKey], question: Int)? {
    looks += 1
    let now = Self.state(survey, owners: owners)
    guard !isAsking, asked != now || !now.isEmpty && looks >= Self.interval else { return nil }
    return begin(now)
  }

  /// The units to ask for at once.
  mutating func all(
    _ survey: Survey, owners: [GatewayID: Ownership]
  ) -> (units: [ServiceKey], question: Int) {
    begin(Self.state(survey, owners: owners))
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

/// Asking the service managers.
extension Controller {
  /// - Returns: whether the answer is news, so that a new look sees more.
  func askServices() async -> Bool {
    guard let survey else { return false }
    let (units, question) = serviceWatch.all(survey, owners: live.owners)
    return serviceWatch.heard(await services.show(units), to: question)
  }

  func askServicesIfDue() {
    guard let survey, let (units, question) = serviceWatch.due(survey, owners: live.owners) else { return }
    Task {
      guard serviceWatch.heard(await services.show(units), to: question), !isEnded else { return }
      look()
    }
  }
}
