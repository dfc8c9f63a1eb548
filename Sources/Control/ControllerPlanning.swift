import Fleet
import Host

/// What would be free, and what is wrong, without any question to a gateway.
extension Controller {
  /// One look with what the service managers say.
  @discardableResult
  public func lookAtServices() async -> Snapshot {
    survey(sweep: true)
    if await askServices() { survey(sweep: false) }
    return show()
  }

  /// Bases for new gateways, and what a given one would hit.
  public func plan(count: Int, from: Int?) async -> PortPlanning {
    await lookAtServices()
    guard let survey else {
      return PortPlanning([], listeners: [:], ephemeral: Planner.standardEphemeral, count: 0, from: nil)
    }
    let holders = surveyor.allListeners()
    return PortPlanning(
      survey.subjects,
      listeners: Dictionary(holders.map { ($0.port, $0.holder) }, uniquingKeysWith: { first, _ in first }),
      ephemeral: survey.ephemeral, count: count, from: from)
  }
}
