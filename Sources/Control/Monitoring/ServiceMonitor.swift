import Fleet
import GatewayModel
import Host

/// Asks the service managers of this machine for the units of gateways, and reads why those ended.
@ControlActor
final class ServiceMonitor {
  /// Seconds before a manager that went away is listened to again.
  private static let reconnectPause = 2.0
  /// For so many seconds after an answer without news an event is passed over: the question itself may have caused it, because a
  /// manager loads a unit to show it.
  private static let echo = 0.3
  /// Seconds in which several changes count as one.
  private static let settling = 0.4
  /// Seconds before a unit's end: what OpenClaw's own log says from then on may be the reason for the end.
  static let reasonWindow = 60.0

  private let system: Machine.System
  private let services: ServiceManagers
  private let logs: LogLocator
  private let state: LatestState
  private let publisher: SnapshotPublisher
  private var watch = ServiceWatch()
  /// When the managers last answered (uptime, seconds), and whether that was news.
  private var lastAnswer: (at: Double, isNews: Bool)?
  /// What reads why a unit has ended, by gateway.
  private var readingReasons: [GatewayID: Task<Void, Never>] = [:]
  private var isEnded = false

  nonisolated init(
    system: Machine.System, services: ServiceManagers, logs: LogLocator, state: LatestState,
    publisher: SnapshotPublisher
  ) {
    self.system = system
    self.services = services
    self.logs = logs
    self.state = state
    self.publisher = publisher
  }

  /// What the managers said last.
  var statuses: [ServiceStatus] { watch.statuses }

  func end() { isEnded = true }

  /// Asks for all units.
  /// - Returns: whether the answer is news, so that a new look sees more.
  func ask() async -> Bool {
    guard let inventory = state.inventory else { return false }
    let (units, question) = watch.all(inventory)
    let isNews = watch.heard(await services.show(units), to: question)
    lastAnswer = (system.uptime(), isNews)
    return isNews
  }

  /// Asks where the last answer will not do any more, and waits for nothing.
  /// - Parameter onNews: called when a manager has said something new: the host is to be looked at again.
  func askIfDue(_ onNews: @escaping @ControlActor () -> Void) {
    guard let inventory = state.inventory, let (units, question) = watch.due(inventory) else { return }
    Task {
      guard watch.heard(await services.show(units), to: question), !isEnded else { return }
      onNews()
      readReasons()
    }
  }

  /// Asks anew whenever a manager says that something has changed, about twice a second at most. A manager that goes away, as for its
  /// own `daemon-reexec`, is listened to again when it is back.
  /// - Parameter onNews: called when a manager has said something new.
  func listenToManagers(_ onNews: @escaping @ControlActor () -> Void) -> Task<Void, Never> {
    Task { [weak self, services, system] in
      while !Task.isCancelled {
        var wasHeard = false
        for await _ in services.changes() {
          wasHeard = true
          guard let self, await self.askAfterChange(onNews) else { return }
        }
        guard let self, !self.isEnded, await system.slept(Self.reconnectPause) else { return }
        // While the manager was away its changes were not heard.
        if wasHeard { _ = await self.askAfterChange(onNews) }
      }
    }
  }

  /// - Returns: false once there is nobody to tell any more.
  private func askAfterChange(_ onNews: @ControlActor () -> Void) async -> Bool {
    guard !isEnded else { return false }
    if let lastAnswer, !lastAnswer.isNews, system.uptime() - lastAnswer.at < Self.echo { return true }
    // What comes meanwhile is the same change, or one more that waits in the stream.
    guard await system.slept(Self.settling) else { return false }
    // Without a unit of a gateway no change of the manager's is news.
    guard state.inventory?.definitions.contains(where: { $0.unit != nil }) == true else { return true }
    if await ask(), !isEnded {
      onNews()
      readReasons()
    }
    return !isEnded
  }

  // MARK: Why a unit ended

  /// Reads why the units that failed or wait for their next start have ended, each run once.
  func readReasons() {
    guard let inventory = state.inventory else { return }
    for definition in inventory.definitions {
      let id = definition.id
      guard let unit = definition.unit, let status = inventory.service(of: definition),
        status.activeState == .failed || status.isBackingOff,
        status.invocation == nil || state.facts.unitReasons[id]?.invocation != status.invocation,
        readingReasons[id] == nil
      else { continue }
      readingReasons[id] = Task {
        let text = await reason(definition, unit, status)
        readingReasons[id] = nil
        state.update { $0.unitReasons[id] = UnitReason(invocation: status.invocation, text: text) }
        if !isEnded { publisher.show() }
      }
    }
  }

  /// The same, and waits until all are read: for commands that look once and end.
  func waitForReasons() async {
    readReasons()
    for reading in readingReasons.values { await reading.value }
  }

  /// From the journal of this very run; else from OpenClaw's own log since it began; where neither can be read, that is said, and
  /// an older run's words are never taken for this one's.
  private func reason(_ definition: Definition, _ unit: UnitFile, _ status: ServiceStatus) async -> String {
    let lines = status.invocation == nil ? [] : await services.lines(unit.key, 200, status.invocation)
    let redactor = state.redactor
    if !lines.isEmpty { return EndReason.lines(redactor.show(lines: lines)).joined(separator: " / ") }
    let own = logs.ownLines(definition, since: status.changedAt.map { $0 - Self.reasonWindow })
    // Before it is cut: half a secret would not be known again.
    if let reason = EndReason.of(redactor.show(lines: own)) { return reason }
    return "why is not known: neither its journal nor a log of that time can be read"
  }
}
