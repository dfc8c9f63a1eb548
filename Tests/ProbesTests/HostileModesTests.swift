import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Probes
@testable import StandIn

/// Gateways that are ours by every proof, and misbehave: which layer fails with which reason, and who hears the token.
@Suite(.serialized) struct HostileModesTests {
  private static let token = "fake-token-7f3a91"
  private let clock = ManualClock()
  private let events = Told()

  private func target(_ port: Int) -> ProbeTarget {
    ProbeTarget(
      id: GatewayID(stateDir: "/s", configPath: "/s/openclaw.json"), host: "127.0.0.1", port: port,
      token: Self.token)
  }

  private func prober(timeout: Double = 60) -> LiveProber {
    var settings = GatehouseConfig().probe
    settings.timeout = timeout
    var host = Machine.live()
    clock.install(in: &host)
    return LiveProber(settings: settings, system: host.system)
  }

  private static let always: @Sendable (Connection) async -> Bool = { _ in true }
  private static let never: @Sendable (Connection) async -> Bool = { _ in false }

  /// Keeps a connection until the test has seen enough.
  private func talk(
    _ prober: LiveProber, to port: Int, _ prove: @escaping @Sendable (Connection) async -> Bool = always,
    test: () async throws -> Void
  ) async throws {
    let target = target(port)
    let task = Task { [events] in await prober.hello(target, prove: prove) { events.add($0) } }
    try await test()
    task.cancel()
    await task.value
  }

  /// Why the last connection failed. Where a short limit and a busy machine let not even the upgrade come about it is tried again.
  private func failure() async -> String {
    _ = await eventually {
      guard let last = events.failures.last, clock.sleepers == 1 else { return false }
      if last != ProbeFailure.noWebSocket.message || events.failures.count > 20 { return true }
      clock.advance(300)
      return false
    }
    return events.failures.last ?? ""
  }

  @Test(arguments: HostileMode.allCases)
  func `it fails at its own layer with its reason, and is shown the token once at most`(_ mode: HostileMode)
    async throws
  {
    let elsewhere = try HostilePeer(.wellBehaved)
    let peer = try HostilePeer(mode, elsewhere: elsewhere.port)
    defer {
      peer.close()
      elsewhere.close()
    }
    let prober = prober(timeout: HostileOutcome.isSlow(mode) ? 0.4 : 60)
    let outcome = HostileOutcome(mode)
    let sample = await prober.sample(target(peer.port))
    if case .live(let reasons) = outcome {
      guard case .fails(let reason) = sample.live else {
        Issue.record("it is \(sample.live)")
        return
      }
      #expect(reasons.contains { reason == $0 })
    } else {
      #expect(sample.live == .holds)
      #expect(mode == .manyFailing || sample.ready == .holds)
    }
    try await talk(prober, to: peer.port) {
      switch outcome {
      case .stands: #expect(await eventually { events.all.contains { $0.isConnected } })
      case .live: #expect(await eventually { !events.failures.isEmpty })
      case .hello(let reasons):
        let isSlow = HostileOutcome.isSlow(mode)
        if !isSlow { #expect(await eventually { !events.failures.isEmpty }) }
        let reason = isSlow ? await failure() : events.failures.first ?? ""
        #expect(reasons.contains { reason.contains($0) }, "\(reason)")
      }
    }
    let shown = peer.count(of: Self.token)
    #expect(HostileOutcome.shown(mode).contains(shown))
    #expect(elsewhere.clients.isEmpty)
  }

  @Test(arguments: HostileMode.allCases)
  func `without a proof no mode hears the token`(_ mode: HostileMode) async throws {
    let peer = try HostilePeer(mode)
    defer { peer.close() }
    let prober = prober(timeout: HostileOutcome.isSlow(mode) ? 0.4 : 60)
    _ = await prober.sample(target(peer.port))
    try await talk(prober, to: peer.port, Self.never) {
      #expect(await eventually { !events.failures.isEmpty && clock.sleepers == 1 })
    }
    #expect(peer.count(of: Self.token) == 0)
    #expect(!peer.clients.isEmpty)
  }

  @Test func `whoever takes over the port of a proven gateway is asked, and never hears the token`()
    async throws
  {
    let peer = try HostilePeer(.portTakenOver)
    let prober = prober()
    // Only a connection that the gateway itself has accepted is proven.
    let prove: @Sendable (Connection) async -> Bool = { peer.clients.contains($0.client.port) }
    #expect(await prober.sample(target(peer.port)).live == .holds)
    try await talk(prober, to: peer.port, prove) {
      #expect(await eventually { events.failures.count == 1 && clock.sleepers == 1 })
      #expect(peer.count(of: Self.token) == 1)
      let thief = try await thief(on: peer.port)
      defer { thief.close() }
      #expect(await prober.sample(target(peer.port)).live == .holds)
      clock.advance(5.1)
      #expect(await eventually { events.failures.count == 2 && clock.sleepers == 1 })
      #expect(events.failures.last?.contains("no token was sent") == true)
      #expect(thief.clients.count >= 2)
      #expect(thief.count(of: Self.token) == 0)
    }
    #expect(peer.count(of: Self.token) == 1)
  }

  /// Takes a port as soon as it is free.
  private func thief(on port: Int) async throws -> HostilePeer {
    var thief: HostilePeer?
    _ = await eventually {
      // It is not free yet.
      thief = try? HostilePeer(.wellBehaved, port: port)
      return thief != nil
    }
    return try #require(thief)
  }

  @Test(arguments: HostileMode.allCases) func `each mode is set by its word`(_ mode: HostileMode) throws {
    let root = try JSON5Parser.parse(
      "{ standIn: { hostile: '\(mode.rawValue)', hostilePort: 7 } }", file: "test")
    let settings = StandInSettings(root)
    #expect(settings.hostile == mode && settings.hostilePort == 7)
    #expect(StandInSettings(nil).hostile == nil)
    // It is the name of a profile in a test.
    #expect(ProfileName.isValid(mode.rawValue))
  }

  @Test func `absurd numbers are no numbers, and a version that is none is not shown`() async throws {
    let peer = try HostilePeer(.absurdNumbers)
    defer { peer.close() }
    let prober = prober()
    #expect(await prober.sample(target(peer.port)).version == nil)
    try await talk(prober, to: peer.port) {
      #expect(await eventually { events.all.contains(.tick) })
      #expect(events.all.count { $0.isConnected } == 3 && events.failures.isEmpty)
      let channels = [
        Frames.Channel(name: "telegram", lastInboundMs: -9_000_000_000_000_000_000),
        Frames.Channel(name: "discord", lastInboundMs: 9_000_000_000_000_000_000),
        Frames.Channel(name: "slack", lastInboundMs: nil),
      ]
      #expect(events.all.contains(.channels(channels)))
      var tracker = HealthTracker(probe: GatehouseConfig().probe)
      for event in events.all { tracker.apply(event, at: 0) }
      #expect(tracker.health.version == nil)
    }
  }

  @Test func `long words are cut, and the cut is marked`() async throws {
    let peer = try HostilePeer(.longWords)
    defer { peer.close() }
    try await talk(prober(), to: peer.port) {
      #expect(await eventually { events.all.contains { $0.isConnected } })
      guard case .connected(let hello) = events.all.first else { return }
      let texts = [hello.version, hello.channels.first?.name, hello.channels.first?.problem]
      for text in texts { #expect(text?.count == 201 && text?.hasSuffix("w…") == true) }
    }
  }

  @Test func `of many failing channels some are named, and the others are counted`() async throws {
    let peer = try HostilePeer(.manyFailing)
    defer { peer.close() }
    let sample = await prober().sample(target(peer.port))
    #expect(sample.failing.count == 51)
    #expect(sample.failing.last == "2950 more")
    guard case .fails(let reason) = sample.ready else {
      Issue.record("it is \(sample.ready)")
      return
    }
    #expect(reason.hasPrefix("channel-0, ") && reason.hasSuffix(", 2950 more"))
  }

  @Test(arguments: [HostileMode.unfinishedFrame, .unfinishedMessage])
  func `what is never finished counts with all that waits, and whoever holds most has to go`(
    _ mode: HostileMode
  ) async throws {
    let peers = try (0..<42).map { _ in try HostilePeer(mode) }
    let healthy = try HostilePeer(.wellBehaved)
    defer { for peer in peers + [healthy] { peer.close() } }
    let prober = prober()
    let greeted = Told()
    let healthyTarget = target(healthy.port)
    let tasks = peers.map { peer in
      let target = target(peer.port)
      return Task { [events] in await prober.hello(target, prove: { _ in true }) { events.add($0) } }
    }
    // All of the 32 MB are taken before it comes.
    #expect(await eventually { !events.failures.isEmpty })
    let talk = Task { await prober.hello(healthyTarget, prove: { _ in true }) { greeted.add($0) } }
    #expect(await eventually { greeted.all.contains { $0.isConnected } })
    #expect(greeted.failures.isEmpty)
    #expect(events.failures.allSatisfy { $0.contains("more than 32 MB of messages of all gateways") })
    for task in tasks + [talk] {
      task.cancel()
      await task.value
    }
  }
}
