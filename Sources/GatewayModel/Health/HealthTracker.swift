import OpenClaw

/// Turns samples into health: a layer fails after `failuresToDown` bad samples in a row, and holds again after `successesToUp`
/// good ones. `ready` fails at once.
public struct HealthTracker: Sendable, Equatable {
  /// How many latency samples are kept: a minute at the usual interval.
  public static let sampleCount = 30

  /// The thresholds.
  public var probe: GatehouseConfig.Probe
  /// What the samples so far have made of it.
  public private(set) var health = Health()
  private var failures: [Health.Layer: Int] = [:]
  private var successes: [Health.Layer: Int] = [:]

  /// Of a gateway of which nothing is known yet.
  public init(probe: GatehouseConfig.Probe) { self.probe = probe }

  /// Sets a layer at once, for what a look at the host shows. `time` in seconds since 1970.
  public mutating func set(_ layer: Health.Layer, _ status: Health.Status, at time: Double) {
    if health.layers[layer]?.status == status {
      health.layers[layer]?.checkedAt = time
    } else {
      health.layers[layer] = Health.State(status, since: time, checkedAt: time)
    }
  }

  /// Forgets what a process answered that is gone or was replaced. `time` in seconds since 1970.
  public mutating func forgetAnswers(at time: Double) {
    for layer in [Health.Layer.live, .ready, .hello] {
      if health.status(layer) != .unknown { set(layer, .unknown, at: time) }
      failures[layer] = nil
      successes[layer] = nil
    }
    health.failing = []
    health.phase = nil
    health.latencyMs = nil
    health.version = nil
    health.channels = []
  }

  /// Takes a round of HTTP questions. `time` in seconds since 1970.
  public mutating func apply(_ sample: ProbeSample, at time: Double) {
    note(.live, sample.live, at: time)
    note(.ready, sample.ready, at: time)
    if sample.ready != .skipped {
      let phases = sample.failing.compactMap { Health.Phase(failing: $0) }
      health.failing = sample.failing.filter { Health.Phase(failing: $0) == nil }
      health.phase = health.failing.isEmpty ? phases.first : nil
    }
    if case .holds = sample.live { health.latencyMs = sample.latencyMs }
    if let version = sample.version { health.version = version }
    if sample.live != .skipped { append(sample.live == .holds ? sample.latencyMs : nil) }
  }

  /// Takes news of the kept connection, without thresholds. `time` in seconds since 1970.
  public mutating func apply(_ event: HelloEvent, at time: Double) {
    switch event {
    case .connected(let hello):
      set(.hello, .holds, at: time)
      // "dev" and "unknown" are what some builds say of themselves.
      if let version = hello.version, Version(version) != nil { health.version = version }
      if !hello.channels.isEmpty { health.channels = hello.channels }
    case .tick: set(.hello, .holds, at: time)
    case .channels(let channels): if !channels.isEmpty { health.channels = channels }
    case .failed(let reason): set(.hello, .fails(reason), at: time)
    case .notOffered(let reason): set(.hello, .notOffered(reason), at: time)
    case .closed(let reason): set(.hello, .fails(reason), at: time)
    }
  }

  private mutating func append(_ latency: Double?) {
    health.samples.append(latency)
    if health.samples.count > Self.sampleCount { health.samples.removeFirst() }
  }

  private mutating func note(_ layer: Health.Layer, _ answer: ProbeSample.Answer, at time: Double) {
    switch answer {
    case .skipped: return
    case .notOffered(let reason):
      failures[layer] = 0
      set(layer, .notOffered(reason), at: time)
    case .holds:
      failures[layer] = 0
      successes[layer, default: 0] += 1
      if case .fails = health.status(layer), successes[layer, default: 0] < probe.successesToUp {
        health.layers[layer]?.checkedAt = time
      } else {
        set(layer, .holds, at: time)
      }
    case .fails(let reason):
      successes[layer] = 0
      failures[layer, default: 0] += 1
      // `/readyz` has answered, and says no: that needs no threshold.
      let isCertain = layer == .ready
      if isCertain || failures[layer, default: 0] >= probe.failuresToDown {
        set(layer, .fails(reason), at: time)
      } else {
        health.layers[layer]?.checkedAt = time
      }
    }
  }
}
