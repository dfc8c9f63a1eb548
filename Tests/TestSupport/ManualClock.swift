import Host
import Synchronization

/// A clock that a test turns. Whoever sleeps on it waits for the test, and not for the machine.
public final class ManualClock: Sendable {
  private struct Sleeper {
    var number: Int
    var until: Double
    var wake: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var uptime = 5000.0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var begun = 0
    /// Time goes on by itself once so many sleep: nobody else is doing anything then.
    var quorum: Int?
  }

  /// Seconds since 1970 at boot.
  private let boot: Double
  private let state = Mutex(State())

  /// - Parameter quorum: time goes on to the end of the shortest sleep as soon as so many sleep; nil where only `advance` turns it.
  public init(quorum: Int? = nil, boot: Double = 1_700_000_000) {
    self.boot = boot
    state.withLock { $0.quorum = quorum }
  }

  /// Seconds since boot.
  public var uptime: Double { state.withLock { $0.uptime } }
  /// Seconds since 1970.
  public var now: Double { boot + uptime }
  /// How many sleeps were begun.
  public var steps: Int { state.withLock { $0.begun } }
  /// How many sleep now.
  public var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Turns the clock; all whose time has come wake up.
  public func advance(_ seconds: Double) {
    let awake = state.withLock { state -> [Sleeper] in
      state.uptime += seconds
      return Self.takeAwake(&state)
    }
    for sleeper in awake { sleeper.wake.resume(returning: true) }
  }

  /// Turns the clock to the end of the shortest sleep, where at least so many sleep: whoever does something has its time.
  public func step(quorum: Int) {
    let awake = state.withLock { state -> [Sleeper] in
      guard state.sleepers.count >= quorum, let first = state.sleepers.map(\.until).min() else { return [] }
      state.uptime = max(state.uptime, first)
      return Self.takeAwake(&state)
    }
    for sleeper in awake { sleeper.wake.resume(returning: true) }
  }

  /// From now on time goes on by itself once so many sleep.
  public func run(quorum: Int?) {
    let awake = state.withLock { state -> [Sleeper] in
      state.quorum = quorum
      return Self.goOn(&state)
    }
    for sleeper in awake { sleeper.wake.resume(returning: true) }
  }

  /// The same machine on this clock.
  public func install(in host: inout Machine) {
    host.system.now = { self.now }
    host.system.uptime = { self.uptime }
    host.system.sleep = { seconds throws(CancellationError) in try await self.sleep(seconds) }
  }

  /// - Throws: `CancellationError` as soon as the task is cancelled.
  public func sleep(_ seconds: Double) async throws(CancellationError) {
    let number = state.withLock { state in
      state.begun += 1
      return state.begun
    }
    let isDone = await withTaskCancellationHandler {
      await withCheckedContinuation { wake in
        let awake = state.withLock { state -> [Sleeper] in
          if state.cancelled.remove(number) != nil { return [Sleeper(number: 0, until: 0, wake: wake)] }
          state.sleepers.append(Sleeper(number: number, until: state.uptime + seconds, wake: wake))
          return Self.goOn(&state)
        }
        for sleeper in awake { sleeper.wake.resume(returning: sleeper.number != 0) }
      }
    } onCancel: {
      let wake = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.sleepers.remove(at: index).wake
      }
      wake?.resume(returning: false)
    }
    if !isDone || Task.isCancelled { throw CancellationError() }
  }

  private static func goOn(_ state: inout State) -> [Sleeper] {
    guard let quorum = state.quorum, state.sleepers.count >= quorum,
      let first = state.sleepers.map(\.until).min()
    else { return [] }
    state.uptime = max(state.uptime, first)
    return takeAwake(&state)
  }

  private static func takeAwake(_ state: inout State) -> [Sleeper] {
    let awake = state.sleepers.filter { $0.until <= state.uptime }
    state.sleepers.removeAll { $0.until <= state.uptime }
    return awake
  }
}
