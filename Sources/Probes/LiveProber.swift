import GatewayModel
import Host
import NIOCore
import NIOPosix
import OpenClaw
import Synchronization

/// Asks gateways and browsers how they are, over HTTP and WebSocket on one event loop.
final class LiveProber: Sendable {
  /// Each question over WebSocket is a warning in the gateway's log, so it is asked at most this often: every 60 s.
  static let challengeInterval = 60.0
  /// After one that failed it is asked again sooner: after 3 s.
  static let challengePause = 3.0

  /// One loop for all, shared and never shut down: a question may still be under way when the program ends.
  private static let loop: any EventLoop = {
    NIOSingletons.groupLoopCountSuggestion = 1
    return MultiThreadedEventLoopGroup.singleton.next()
  }()

  private var group: any EventLoopGroup { Self.loop }
  private let settings: GatehouseConfig.Probe
  private let system: Machine.System
  private let memory = PeerMemory()
  /// Gateways whose last answer was JSON: they are asked everything in one piece.
  private let answersJSON = Mutex<Set<GatewayID>>([])
  private let challenges = Mutex<[GatewayID: (at: Double, holds: Bool)]>([:])

  init(settings: GatehouseConfig.Probe, system: Machine.System) {
    self.settings = settings
    self.system = system
  }

  /// Seconds since boot: a wall clock may be set back.
  private func now() -> Double { system.uptime() }

  /// One round: `/healthz`, and `/readyz` where that makes sense; else the gateway's first WebSocket frame.
  func sample(_ target: ProbeTarget) async -> ProbeSample {
    if target.hasTLS {
      return ProbeSample(live: .notOffered("TLS, not probed"), ready: .notOffered("TLS, not probed"))
    }
    let began = now()
    do {
      let answers = try await HTTPRound.ask(
        group: group, host: target.host, port: target.port, paths: ["/healthz", "/readyz"],
        timeout: settings.timeout, atOnce: answersJSON.withLock { $0.contains(target.id) },
        memory: memory, goesOn: HealthReading.isLive)
      let latency = (now() - began) * 1000
      guard let first = answers.first, HealthReading.isLive(first) else {
        answersJSON.withLock { _ = $0.remove(target.id) }
        return await challenge(target, latency: latency)
      }
      answersJSON.withLock { _ = $0.insert(target.id) }
      let ready =
        answers.count > 1 ? HealthReading.ready(answers[1]) : (.notOffered("no readiness answer"), [])
      return ProbeSample(
        live: .holds, ready: ready.answer, failing: ready.failing, latencyMs: latency / Double(answers.count),
        version: answers.compactMap(HealthReading.version).first)
    } catch {
      let failure = ProbeFailure(error)
      // What does not speak HTTP may still be a gateway that is busy: only the WebSocket could tell, and it is asked rarely.
      return ProbeSample(live: .fails(failure.message), ready: .skipped)
    }
  }

  /// Whether the peer sends OpenClaw's first frame: the cheapest proof of a gateway.
  private func challenge(_ target: ProbeTarget, latency: Double) async -> ProbeSample {
    let notOffered = ProbeSample.Answer.notOffered("this gateway answers no health question over HTTP")
    let last = challenges.withLock { $0[target.id] }
    if let last, last.holds, now() - last.at < Self.challengeInterval {
      // It answers HTTP as before, so what the last challenge showed still stands.
      return ProbeSample(live: .holds, ready: notOffered, latencyMs: latency)
    }
    if let last, now() - last.at < Self.challengePause {
      // A failed challenge counts once: until it is tried again no sample is made of it.
      return ProbeSample(live: .skipped, ready: notOffered)
    }
    let holds = await sendsChallenge(target)
    let at = now()
    challenges.withLock { $0[target.id] = (at, holds) }
    return ProbeSample(
      live: holds ? .holds : .fails("this is no OpenClaw gateway"), ready: notOffered, latencyMs: latency)
  }

  /// Forgets what a gateway's last challenge showed: another process answers now.
  func forget(_ id: GatewayID) {
    challenges.withLock { $0[id] = nil }
    answersJSON.withLock { _ = $0.remove(id) }
  }

  private func sendsChallenge(_ target: ProbeTarget) async -> Bool {
    guard
      // Where no connection can be made there is no challenge; the reason is not needed.
      let client = try? await WebSocketClient.connect(
        group: group, host: target.host, port: target.port, timeout: settings.timeout, memory: memory)
    else { return false }
    let deadline = client.closeAfter(settings.timeout)
    defer {
      deadline.cancel()
      client.close()
    }
    var messages = client.messages.makeAsyncIterator()
    // A peer that is hung up on has sent no challenge, whatever the reason.
    guard let first = try? await messages.next(), (try? TellingBounds.check(first)) != nil else {
      return false
    }
    return Frames.parse(first, connectID: "") == .challenge
  }

  /// The browser that answers `/json/version` on a CDP port; nil where nothing does.
  func browser(port: Int) async -> String? {
    // What does not answer is no browser, whatever the reason.
    let answers = try? await HTTPRound.ask(
      group: group, host: "127.0.0.1", port: port, paths: ["/json/version"], timeout: settings.timeout,
      memory: memory, goesOn: { _ in false })
    return answers?.first?.json?["Browser"]?.string
  }

  /// Keeps one connection to a gateway until the task is cancelled, and tells what happens on it.
  /// - Parameter prove: asked of the open connection before the credential is sent on it.
  func hello(
    _ target: ProbeTarget, prove: @escaping @Sendable (Connection) async -> Bool,
    report: @escaping @Sendable (HelloEvent) async -> Void
  ) async {
    if target.hasTLS { return await report(.notOffered("TLS, not probed")) }
    if let reason = target.helloIsNotOffered { return await report(.notOffered(reason)) }
    await HelloConversation(
      group: group, target: target, timeout: settings.timeout, system: system, memory: memory, prove: prove,
      report: report
    ).run()
  }
}
