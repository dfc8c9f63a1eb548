import GatewayModel
import Glibc
import Host

/// Ends processes that are proven to be a gateway's: TERM, wait, KILL, until nothing of them lives and the port is free.
/// Rules: design section 6.
struct ProcessTerminator: Sendable {
  /// Seconds for the kernel to carry out a KILL.
  static let killWait = 5.0
  /// Seconds that a gateway which says that it drains running turns is waited for: a little more than OpenClaw's own limit.
  static let drainLimit = 345.0
  /// Seconds between two looks at what may change a stop under way: a kill that is asked for, a restart inside the process.
  private static let pause = 0.05

  let context: ActionContext
  let definition: Definition
  /// Without TERM and without waiting.
  var killsAtOnce = false

  private var tools: ActionTools { context.tools }

  /// Ends the group of a run; for a start that failed, and for what a run has left behind.
  /// - Returns: what could not be ended.
  func end(groupOf record: RunRecord) async -> StopFailure? {
    guard let group = ProcessGroup(record: record, host: tools.host) else { return nil }
    switch await end(StopScope(group: group, owner: nil, host: tools.host)) {
    case .success: return nil
    case .failure(let failure): return failure
    }
  }

  /// Ends all that a stop may signal. It is brought to its end, whatever becomes of the task.
  /// - Parameter lock: OpenClaw's own lock of the gateway: written anew it tells that the gateway has restarted itself.
  /// - Returns: a remark for a person; why something is left where not all is gone.
  func end(_ scope: StopScope, lock: LockRecord? = nil) async -> Result<String, StopFailure> {
    await finishing {
      do throws(CancellationError) {
        return try await endNow(scope, lock: lock)
      } catch {
        return .failure(.brokenOff(name: definition.name))
      }
    }
  }

  private func endNow(
    _ scope: StopScope, lock: LockRecord?
  ) async throws(CancellationError) -> Result<String, StopFailure> {
    var scope = scope
    let grace = killsAtOnce ? 0 : definition.stopSeconds ?? tools.stopGrace
    var isGone = false
    if grace > 0 { isGone = try await term(&scope, lock: lock, grace: grace) }
    if !isGone {
      await context.step(.kill(limit: Self.killWait))
      scope.signal(SIGKILL)
      let deadline = tools.host.system.uptime() + Self.killWait
      isGone = scope.isEmpty()
      while !isGone, tools.host.system.uptime() < deadline {
        try await scope.waitForEnd(seconds: Self.pause)
        isGone = scope.isEmpty()
      }
    }
    guard isGone else {
      return .failure(.wouldNotEnd(name: definition.name, what: scope.livingDescription))
    }
    return try await freePort()
  }

  private func freePort() async throws(CancellationError) -> Result<String, StopFailure> {
    guard let port = definition.plan.gateway.known else { return .success("") }
    let isFree = try await tools.wait(seconds: Self.killWait) {
      !tools.host.processes.listeners().contains { $0.port == port }
    }
    if isFree { return .success("") }
    let holder = await context.scan().listeners(on: port).first
    // All processes of the gateway are gone, so this holder is another program that came later.
    if let holder, holder.pid != nil { return .success("; port \(port) is held by \(holder.holder) now") }
    return .failure(.endedButPortHeld(name: definition.name, port: port, holder: holder?.holder))
  }

  /// TERM, and TERM once more when the gateway is live again: one that comes in the middle of a restart inside the process is lost
  /// (seen on 2026.6.11). A gateway that says that it drains running turns is waited for, unless a person has set a limit.
  /// - Returns: whether nothing of it lives.
  private func term(
    _ scope: inout StopScope, lock: LockRecord?, grace: Double
  ) async throws(CancellationError) -> Bool {
    let host = tools.host
    await context.step(.term(limit: grace))
    var watch = RestartWatch(host: host, lock: lock, port: definition.plan.gateway.known)
    scope.signal(SIGTERM)
    let began = host.system.uptime()
    var limit = grace
    var nextQuestion = began + 1
    let drain = DrainQuestion()
    let question = GatewayQuestion(tools: tools, definition: definition)
    while !scope.isEmpty() {
      if await context.reporter.isKillAsked() { return false }
      let now = host.system.uptime()
      if watch.isLiveAgain() {
        await context.step(.termAgain(limit: limit))
        scope.signal(SIGTERM)
      }
      // Asked in a task of its own: a gateway that hangs would hold the loop up until the question times out.
      if now >= nextQuestion, definition.stopSeconds == nil {
        nextQuestion = now + 2
        drain.ask { await question.isDraining() }
      }
      if drain.isNewlyTrue() {
        limit = max(limit, Self.drainLimit)
        await context.step(.draining(limit: limit))
      }
      if now - began >= limit { return false }
      try await scope.waitForEnd(seconds: Self.pause)
    }
    return true
  }
}
