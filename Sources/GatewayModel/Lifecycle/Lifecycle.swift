/// One gateway's state machine. Pure: actions and looks go in as events, the state comes out.
///
/// Every launch has a generation. News of an older one says nothing of what runs now, and is dropped.
public struct Lifecycle: Sendable, Equatable {
  /// What an action or a look tells.
  public enum Event: Hashable, Sendable {
    /// A start, or the second half of a restart, was begun.
    case startBegan
    /// The gateway answers: the start is done.
    case startProven
    /// It ended, or did not answer in time.
    case startFailed
    /// A stop, or the first half of a restart, was begun.
    case stopBegan
    /// No process is left, and its port is free.
    case stopProven
    /// An action did nothing, or ended without a proof: the state is not known until the next look.
    case actionLeft
    /// The run ended by itself.
    case ended
    /// The policy will start it again after a pause.
    case retryPlanned
    /// Ended by itself too often: stays failed until a person acts.
    case gaveUp
    /// A look at the host.
    case saw(ObservedState)
  }

  /// What an event does to a state.
  public enum Outcome: Equatable, Sendable {
    /// Nil is "not known yet".
    case moves(GatewayState?)
    /// The event means nothing in this state.
    case dropped
  }

  /// Nil while nothing is known yet: never a made-up state.
  public private(set) var state: GatewayState?
  /// The newest generation that an event had; older events are dropped.
  public private(set) var generation = 0

  /// Of a gateway of which nothing is known yet.
  public init() {}

  /// - Returns: whether the event was taken.
  @discardableResult
  public mutating func apply(_ event: Event, generation: Int) -> Bool {
    guard generation >= self.generation else { return false }
    self.generation = generation
    guard case .moves(let next) = Self.next(state, on: event) else { return false }
    state = next
    return true
  }

  /// The table of transitions.
  public static func next(_ state: GatewayState?, on event: Event) -> Outcome {
    switch event {
    case .startBegan:
      // What runs, or is being stopped, is not started.
      return [nil, .stopped, .backingOff, .failed].contains(state) ? .moves(.starting) : .dropped
    case .startProven: return state == .starting ? .moves(.running) : .dropped
    case .startFailed: return state == .starting ? .moves(.failed) : .dropped
    case .stopBegan: return state == .stopping ? .dropped : .moves(.stopping)
    case .stopProven: return state == .stopping ? .moves(.stopped) : .dropped
    case .actionLeft: return [.starting, .stopping].contains(state) ? .moves(nil) : .dropped
    // While it is being stopped its end is expected; what is stopped has no run that could end.
    case .ended: return [.stopping, .stopped, .backingOff].contains(state) ? .dropped : .moves(.failed)
    case .retryPlanned: return state == .failed ? .moves(.backingOff) : .dropped
    case .gaveUp: return [.failed, .backingOff].contains(state) ? .moves(.failed) : .dropped
    case .saw(let sight): return shown(sight).map { .moves($0) } ?? .dropped
    }
  }

  /// A look sets the state, whatever it was before: another Gatehouse may have acted meanwhile.
  private static func shown(_ sight: ObservedState) -> GatewayState? {
    switch sight {
    case .nothing: .stopped
    case .crashed, .silent: .failed
    case .waiting: .backingOff
    case .beingStarted, .booting: .starting
    case .beingStopped: .stopping
    case .answering: .running
    case .degraded: .degraded
    case .unclear: nil
    }
  }
}
