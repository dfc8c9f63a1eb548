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
    // What is between two states is asked at every look.
    let isUnsettled = statuses.contains {
      ["activating", "deactivating", "reloading"].contains($0.activeState)
    }
    guard !isAsking, asked != now || !now.isEmpty && (looks >= Self.interval || isUnsettled) else {
      return nil
    }
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
    let isNews = serviceWatch.heard(await services.show(units), to: question)
    lastServiceAnswer = (host.system.uptime(), isNews)
    return isNews
  }

  func askServicesIfDue() {
    guard let survey, let (units, question) = serviceWatch.due(survey, owners: live.owners) else { return }
    Task {
      guard serviceWatch.heard(await services.show(units), to: question), !isEnded else { return }
      look()
      readUnitReasons()
    }
  }

  /// Asks anew whenever a manager says that something has changed, about twice a second at most. A manager that goes away, as for its
  /// own `daemon-reexec`, is listened to again when it is back.
  func listenToManagers() -> Task<Void, Never> {
    Task { [weak self, services] in
      while !Task.isCancelled {
        var wasHeard = false
        for await _ in services.changes() {
          wasHeard = true
          guard let self, await self.askAfterChange() else { return }
        }
        guard let self, await !self.isEnded else { return }
        await Pause.of(Self.reconnectPause)
        // Nobody said what changed meanwhile.
        if wasHeard { _ = await self.askAfterChange() }
      }
    }
  }

  private static let reconnectPause = 2.0
  /// Seconds behind an answer in which an event may be the echo of the question: a manager loads a unit to show it, and says so.
  private static let echo = 0.3

  /// - Returns: false once this controller has ended.
  private func askAfterChange() async -> Bool {
    guard !isEnded else { return false }
    if let last = lastServiceAnswer, !last.isNews, host.system.uptime() - last.at < Self.echo { return true }
    // What comes meanwhile is the same change, or one more that waits in the stream.
    await Pause.of(0.4)
    // Without a unit of a gateway no change of the manager's is news.
    guard survey?.definitions.contains(where: { $0.unit != nil }) == true else { return true }
    if await askServices(), !isEnded {
      look()
      readUnitReasons()
    }
    return !isEnded
  }

  // MARK: Why a unit ended

  /// Reads why the units that failed or wait for their next start have ended, each run once.
  func readUnitReasons() {
    guard let survey else { return }
    for definition in survey.definitions {
      guard let unit = definition.unit, let status = survey.service(of: definition),
        status.activeState == "failed" || status.isBackingOff,
        status.invocation == nil || live.unitReasons[definition.id]?.invocation != status.invocation,
        readingReasons.insert(definition.id).inserted
      else { continue }
      Task {
        let text = await unitReason(definition, unit, status)
        readingReasons.remove(definition.id)
        live.unitReasons[definition.id] = UnitReason(invocation: status.invocation, text: text)
        if !isEnded { show() }
      }
    }
  }

  /// The same for a single look, which ends before anything could be read by the way.
  func waitForUnitReasons() async {
    readUnitReasons()
    for _ in 0..<100 where !readingReasons.isEmpty { await Pause.of(0.03) }
  }

  /// From the journal of this very run; else from OpenClaw's own log since it began; where neither can be read, that is said, and
  /// an older run's words are never taken for this one's.
  private func unitReason(_ definition: Definition, _ unit: UnitFile, _ status: ServiceStatus) async -> String
  {
    let lines = status.invocation == nil ? [] : await services.lines(unit.key, 200, status.invocation)
    if !lines.isEmpty { return EndReason.lines(lines.map(live.redactor.redact)).joined(separator: " / ") }
    let own = ownLogLines(definition, since: status.changedAt.map { $0 - Self.reasonWindow })
    if let reason = EndReason.of(own) { return live.redactor.redact(reason) }
    return "why is not known: neither its journal nor a log of that time can be read"
  }

  /// Seconds before a unit's end in which its own log may say why.
  static let reasonWindow = 60.0
}
