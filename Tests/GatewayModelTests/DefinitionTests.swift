import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel

@Suite struct DefinitionTests {
  @Test func `its ports are those that it listens on or reserves here`() throws {
    let definition = try ModelSamples.definition(
      "work", port: 20000,
      allocations: [
        .init(name: "openclaw", port: 20011, how: .implicitFirst),
        .init(name: "a", port: 9222, how: .explicit),
        .init(name: "far", port: 9333, host: "box.example", how: .remoteCDPURL),
        .init(name: "user", port: nil, how: .existingSession),
      ]
    ) { $0.plan.others = [.init(use: "telegram webhook", port: 8787, key: "k", isConfigured: true)] }
    #expect(definition.ports == [20000, 20002, 20004, 20011, 9222, 8787])
  }

  @Test func `an old version's extension relay is one of its ports`() throws {
    let old = try ModelSamples.definition("work", port: 20000, version: "2026.3.1")
    #expect(old.ports.contains(20003))
    #expect(try !ModelSamples.definition("work", port: 20000, version: "2026.9.4").ports.contains(20003))
  }

  @Test func `without a known base nothing that follows from it is a port, what is set is`() throws {
    let definition = try ModelSamples.definition(
      "work", port: 18789, from: .unknown,
      allocations: [
        .init(name: "openclaw", port: 18800, how: .implicitFirst),
        .init(name: "a", port: 9222, how: .explicit),
      ])
    #expect(definition.ports == [9222])
    #expect(!definition.isPortKnown)
  }

  @Test func `of a container only what it publishes is a port of this machine`() throws {
    let allocation = CDPAllocation(name: "openclaw", port: 20011, how: .implicitFirst)
    let box = try ModelSamples.definition("box", port: 20000, allocations: [allocation]) {
      $0.kind = .container
    }
    #expect(box.ports == [20000])
    let closed = try ModelSamples.definition("box", port: 20000, from: .unknown) { $0.kind = .container }
    #expect(closed.ports.isEmpty)
  }

  @Test func `a client owns no port, no browser and no bot`() throws {
    var definition = try ModelSamples.definition(
      "far", port: 20000, allocations: [.init(name: "a", port: 9222, how: .explicit)]
    ) { definition in
      definition.claims.credentials = [.init(channel: "telegram", secret: "s", place: "p")]
      definition.portDoubt = "x"
    }
    definition.becomeClient(of: "bots.example")
    #expect(definition.kind == .client(host: "bots.example") && !definition.isManaged)
    #expect(definition.ports.isEmpty && definition.allocations.isEmpty)
    #expect(definition.claims.credentials.isEmpty && definition.portDoubt == nil)
  }

  @Test func `a directory lies in a state directory below it, not beside it`() throws {
    let definition = try ModelSamples.definition("work")
    func isIn(_ path: String) -> Bool { definition.hasInState(path) { $0 } }
    #expect(isIn("/h/.openclaw-work/browser/a") && isIn("/h/x/../.openclaw-work/b"))
    #expect(!isIn("/h/.openclaw-work") && !isIn("/h/.openclaw-work2/b") && !isIn("/h"))
    // Links count.
    #expect(definition.hasInState("/tmp/link") { $0 == "/tmp/link" ? "/h/.openclaw-work/b" : $0 })
  }

  @Test func `a stray is what nothing but a process or a lock tells of`() throws {
    func isStray(_ sources: [Definition.Source]) throws -> Bool {
      try ModelSamples.definition("x") { $0.sources = sources }.isStray
    }
    #expect(try isStray([.process]) && isStray([.lock, .process]))
    for source in [Definition.Source.profile, .unit, .declared, .ocm] {
      #expect(try !isStray([source, .process]), "\(source)")
    }
  }

  @Test func `a gateway is told by the bytes of its places`() {
    let composed = GatewayID(stateDir: "/h/B\u{FC}ro", configPath: "/c")
    let decomposed = GatewayID(stateDir: "/h/Bu\u{308}ro", configPath: "/c")
    #expect(composed != decomposed)
    #expect([composed: 1, decomposed: 2].count == 2)
    #expect(composed != GatewayID(stateDir: "/h/B\u{FC}ro", configPath: "/d"))
    let a = ServiceKey(unit: "B\u{FC}ro.service", isUserUnit: true)
    #expect(a != ServiceKey(unit: "Bu\u{308}ro.service", isUserUnit: true))
    #expect(a != ServiceKey(unit: "B\u{FC}ro.service", isUserUnit: false))
  }

  @Test(
    arguments: [
      ("anthropic/claude", "anthropic"), ("OpenAI/gpt/x", "openai"), ("claude", nil), ("${MODEL}/x", nil),
      ("openai/${NAME}", nil), (nil, nil), ("", nil), ("a\u{1B}[0mb/x", "ab"),
    ] as [(String?, String?)])
  func `who answers the first model stands in front of its slash`(_ row: (model: String?, provider: String?))
  {
    var claims = ClaimedResources()
    claims.primaryModel = row.model
    #expect(claims.modelProvider == row.provider)
  }

  @Test func `what is wrong with a config that cannot be read goes before what else is`() throws {
    let gravest = ConfigProblem(file: "c", line: 1, column: 2, message: "broken")
    let small = ConfigProblem(file: "c", line: 3, column: 4, message: "odd")
    let invalid = try ModelSamples.definition("w") {
      $0.config = .invalid(gravest)
      $0.configProblems = [small]
    }
    #expect(invalid.problem == gravest && invalid.isConfigInvalid && !invalid.isConfigMissing)
    let odd = try ModelSamples.definition("w", config: "{}") { $0.configProblems = [small] }
    #expect(odd.problem == small && !odd.isConfigInvalid)
    #expect(try ModelSamples.definition("w").isConfigMissing)
  }
}
