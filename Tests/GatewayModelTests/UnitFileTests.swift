import GatewayModel
import OpenClaw
import Testing

/// What a unit's file says of the gateway that it starts.
@Suite struct UnitFileTests {
  static let claw = ["/usr/bin/node", "/opt/openclaw/dist/index.js"]

  private func unit(
    _ arguments: [String], _ environment: [String: String] = [:], name: String = "openclaw-gateway.service"
  ) -> UnitFile {
    UnitFile(
      name: name, path: "/h/.config/systemd/user/\(name)",
      profile: UnitFile.profile(name: name, arguments: arguments, environment: environment, home: "/h"),
      home: "/h", arguments: arguments, environment: environment)
  }

  struct PortRow: Sendable, CustomTestStringConvertible {
    var words: [String]
    var variable: String?
    var port: Int?
    /// A telling part of why the port is not known.
    var doubt: String?
    var testDescription: String { words.joined(separator: " ") + " / \(variable ?? "no variable")" }
  }

  static let unknown = String(StartCommand.unknown)

  static let ports: [PortRow] = [
    PortRow(words: ["gateway"]), PortRow(words: ["gateway", "--port", "19000"], port: 19000),
    PortRow(words: ["gateway", "--port=19000"], port: 19000),
    PortRow(words: ["gateway", "--port", "19000", "--port", "19001"], port: 19001),
    PortRow(words: ["gateway"], variable: "19000", port: 19000),
    PortRow(words: ["gateway", "--port", "19000"], variable: "19500", port: 19000),
    PortRow(words: ["--port", "19000", "gateway"]),
    PortRow(words: ["gateway", "--port", "0"], doubt: "--port 0 is no port"),
    PortRow(words: ["gateway", "--port", "70000"], doubt: "70000 is no port"),
    PortRow(words: ["gateway", "--port", "x\u{1B}[31m"], doubt: "--port x is no port"),
    PortRow(words: ["gateway", "--port="], doubt: "--port has no value"),
    PortRow(words: ["gateway", "--port", unknown], doubt: "--port is not known before it runs"),
    PortRow(words: ["gateway", "run", unknown], doubt: "words of its command line"),
    PortRow(words: ["gateway"], variable: unknown, doubt: "OPENCLAW_GATEWAY_PORT is not known"),
  ]

  @Test(arguments: ports) func `its port is what the gateway would be started with`(_ row: PortRow) {
    var environment: [String: String] = [:]
    environment["OPENCLAW_GATEWAY_PORT"] = row.variable
    let unit = unit(Self.claw + row.words, environment)
    #expect(unit.port == row.port)
    if let doubt = row.doubt {
      #expect(unit.portDoubt?.contains(doubt) == true, "\(unit.portDoubt ?? "no doubt")")
      #expect(unit.portDoubt?.contains("\u{1B}") == false)
    } else {
      #expect(unit.portDoubt == nil)
    }
  }

  @Test func `the old name of the variable counts for the versions that read it`() {
    let environment = ["CLAWDBOT_GATEWAY_PORT": "19000"]
    let old = environment.merging(["OPENCLAW_SERVICE_VERSION": "2026.3.1"]) { a, _ in a }
    let new = environment.merging(["OPENCLAW_SERVICE_VERSION": "2026.4.12"]) { a, _ in a }
    #expect(unit(Self.claw + ["gateway"], old).port == 19000)
    #expect(unit(Self.claw + ["gateway"], new).port == nil)
    #expect(unit(Self.claw + ["gateway"], old).version == Version("2026.3.1"))
    #expect(
      unit(Self.claw + ["gateway"], ["CLAWDBOT_SERVICE_VERSION": "2026.1.5"]).version?.description
        == "2026.1.5")
    #expect(unit(Self.claw + ["gateway"]).version == nil)
  }

  @Test func `a container's inner port is none of this machine, and its unit says so`() {
    let box = unit(
      [
        "/usr/bin/docker", "run", "-p", "19789:18789", "ghcr.io/openclaw/openclaw", "gateway", "--port",
        "18789",
      ],
      name: "box.service")
    #expect(box.container != nil && box.port == nil)
  }

  @Test(
    arguments: [
      // OpenClaw's own name tells the place, whatever else is open.
      ("openclaw-gateway.service", ["OPENCLAW_STATE_DIR": unknown], nil),
      ("bot.service", [:], nil),
      ("bot.service", ["OPENCLAW_STATE_DIR": unknown], "OPENCLAW_STATE_DIR is not known"),
      // A specifier that is left is one that only the manager knows.
      ("bot.service", ["OPENCLAW_CONFIG_PATH": "%h/x.json"], "OPENCLAW_CONFIG_PATH is not known"),
      ("bot.service", ["OPENCLAW_PROFILE": unknown], "OPENCLAW_PROFILE is not known"),
      ("bot.service", ["HOME": unknown], "HOME is not known"),
      ("bot.service", ["OPENCLAW_STATE_DIR": "/s", "HOME": unknown], nil),
      (
        "bot.service",
        ["OPENCLAW_STATE_DIR": "/s", "OPENCLAW_CONFIG_PATH": "/c", "OPENCLAW_PROFILE": unknown], nil
      ),
    ] as [(String, [String: String], String?)])
  func `which gateway it starts is open only where something that decides it is`(
    _ row: (name: String, environment: [String: String], doubt: String?)
  ) {
    let doubt = unit(Self.claw + ["gateway"], row.environment, name: row.name).placeDoubt
    #expect((doubt == nil) == (row.doubt == nil))
    if let expected = row.doubt { #expect(doubt?.contains(expected) == true, "\(doubt ?? "")") }
  }

  @Test func `a profile on the command line is open only where the word itself is`() {
    let open = unit(Self.claw + ["--profile", Self.unknown, "gateway"], name: "bot.service")
    #expect(open.placeDoubt?.contains("--profile is not known") == true)
    let known = unit(
      Self.claw + ["--profile", "lab", "gateway"], ["OPENCLAW_HOME": Self.unknown], name: "bot.service")
    #expect(known.placeDoubt == nil)
  }

  struct ProfileRow: Sendable, CustomTestStringConvertible {
    var what: String
    var name = "openclaw-gateway-rescue.service"
    var words: [String] = []
    var environment: [String: String] = [:]
    var profile: String?
    var testDescription: String { what }
  }

  static let profiles: [ProfileRow] = [
    ProfileRow(what: "by its name", profile: "rescue"),
    ProfileRow(what: "the default's name", name: "openclaw-gateway.service"),
    ProfileRow(what: "a flag moves the places", words: ["--profile", "lab"], profile: "lab"),
    ProfileRow(what: "--dev is a profile", words: ["--dev"], profile: "dev"),
    ProfileRow(what: "a flag that is no name", words: ["--profile", "a/b"], profile: "rescue"),
    ProfileRow(
      what: "a variable alone moves none", environment: ["OPENCLAW_PROFILE": "lab"], profile: "rescue"),
    ProfileRow(
      what: "a variable with its places",
      environment: ["OPENCLAW_PROFILE": "lab", "OPENCLAW_STATE_DIR": "~/.openclaw-lab"], profile: "lab"),
    ProfileRow(
      what: "a variable with another's places",
      environment: ["OPENCLAW_PROFILE": "lab", "OPENCLAW_STATE_DIR": "/h/.openclaw-rescue"], profile: "rescue"
    ),
    ProfileRow(
      what: "a flag against the places", words: ["--profile", "lab"],
      environment: ["OPENCLAW_STATE_DIR": "/h/.openclaw-rescue"], profile: "rescue"),
    ProfileRow(
      what: "another name, by variable", name: "bot.service", environment: ["OPENCLAW_PROFILE": "lab"],
      profile: "lab"),
    ProfileRow(
      what: "another name, the flag first", name: "bot.service", words: ["--profile", "x"],
      environment: ["OPENCLAW_PROFILE": "lab"], profile: "x"),
    ProfileRow(what: "another name, and nothing said", name: "bot.service"),
    ProfileRow(
      what: "default is the one without a name", name: "bot.service",
      environment: ["OPENCLAW_PROFILE": "Default"]),
  ]

  @Test(arguments: profiles) func `its profile is what its name says unless flag and places agree on another`(
    _ row: ProfileRow
  ) {
    #expect(
      UnitFile.profile(
        name: row.name, arguments: row.words + ["gateway"], environment: row.environment, home: "/h")
        == row.profile)
  }

  @Test func `a flag selects the places of its process, a variable is only known to it`() {
    let flagged = unit(
      Self.claw + ["--profile", "lab", "gateway"], ["OPENCLAW_PROFILE": "x"], name: "bot.service")
    #expect(flagged.selectedProfile == "lab" && flagged.processProfile == "lab")
    let variable = unit(Self.claw + ["gateway"], ["OPENCLAW_PROFILE": "x"], name: "bot.service")
    #expect(variable.selectedProfile == nil && variable.processProfile == "x" && variable.namesProfile)
    #expect(!unit(Self.claw + ["gateway"], name: "bot.service").namesProfile)
    #expect(unit(Self.claw + ["gateway"]).namesProfile)
  }

  @Test func `the script that is OpenClaw is named, the interpreter is not`() {
    #expect(unit(Self.claw + ["gateway"]).entryPoint == "/opt/openclaw/dist/index.js")
    #expect(unit(["/usr/bin/openclaw", "gateway"]).entryPoint == nil)
  }

  @Test func `a system unit starts at the root, a user's in the home`() {
    func directory(_ isUserUnit: Bool) -> String {
      UnitFile(name: "a.service", path: "/a", isUserUnit: isUserUnit, home: "/h").workingDirectory
    }
    #expect(directory(true) == "/h" && directory(false) == "/")
  }
}
