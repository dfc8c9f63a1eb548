import GatewayModel
import Host
import TestSupport
import Testing

@testable import App

/// What a run of Gatehouse begins with, and the exit codes of what it cannot begin with. Source: design.md.
struct SessionTests {
  private func session(_ place: TemporaryPlace, home: String? = nil, config: String? = nil) throws -> Session
  {
    let host = PlayedMachine(clock: ManualClock()).host(home: place.path)
    return try Session(home: home, config: config, host: host)
  }

  private static let file = ".config/gatehouse/config.json5"

  @Test func `a home that is none ends with 74`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("file", "")
    for home in ["/none", "/file", "/file/below"] {
      #expect(throws: Exit(code: 74), "\(home)") { try session(place, home: place.path + home) }
    }
  }

  @Test func `no config is as good as an empty one, unless it was asked for`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(try session(place).config.theme == GatehouseConfig().theme)
    #expect(throws: Exit(code: 78)) { try session(place, config: place.path + "/none.json5") }
  }

  @Test(arguments: [
    ("no JSON", "{ theme: "), ("an unknown key", "{ colour: 'mono' }"), ("a wrong value", "{ theme: 7 }"),
    ("no object", "[]"), ("a time beyond its limit", "{ probe: { timeoutSeconds: 1e18 } }"),
    ("more than 1 MB", "{} //" + String(repeating: "x", count: 1 << 20)),
  ])
  func `a config of its own that is wrong ends with 78`(what: String, text: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(Self.file, text)
    #expect(throws: Exit(code: 78), "\(what)") { try session(place) }
  }

  @Test func `its config is read where it lies, and another where that is named`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(Self.file, "{ theme: 'mono' }")
    try place.write("other.json5", "{ mouse: false, probe: { timeoutSeconds: 7 } }")
    #expect(try session(place).config.theme == "mono")
    let other = try session(place, config: place.path + "/other.json5")
    #expect(other.config.probe.timeout == 7)
    #expect(!other.config.mouse)
    #expect(other.config.theme != "mono")
  }

  @Test func `a config that is a directory ends with 78`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(Self.file + "/inside", "")
    #expect(throws: Exit(code: 78)) { try session(place) }
  }

  @Test func `a name that no gateway has ends with 66`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(".openclaw/openclaw.json", "{ gateway: { mode: 'local', port: 23000 } }")
    let session = try session(place)
    let snapshot = await session.controller.look(sweep: true)
    #expect(try session.gateway("default", in: snapshot).plan.gateway.port == 23000)
    #expect(throws: Exit(code: 66)) { try session.gateway("nobody", in: snapshot) }
  }
}
