import GatewayModel
import OpenClaw
import Testing

@testable import Probes

/// What the config of a gateway says of how it is asked.
struct ProbeTargetTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    /// Of its `gateway` section.
    var gateway: String
    var token: String?
    var password: String?
    /// What is sent, and why nothing is.
    var sends: [String?]
    var reason: String?

    var testDescription: String { what }
  }

  private static let rows = [
    Row(what: "a token", gateway: "auth: { mode: 'token' }", token: "t", sends: ["t", nil]),
    Row(what: "no mode and a token", gateway: "", token: "t", sends: ["t", nil]),
    Row(
      what: "both, in token mode", gateway: "auth: { mode: 'token' }", token: "t", password: "p",
      sends: ["t", nil]),
    Row(what: "both, without a mode", gateway: "", token: "t", password: "p", sends: ["t", nil]),
    Row(
      what: "both, in password mode", gateway: "auth: { mode: 'password' }", token: "t", password: "p",
      sends: [nil, "p"]),
    Row(what: "a password alone", gateway: "", password: "p", sends: [nil, "p"]),
    Row(
      what: "password mode and a token alone", gateway: "auth: { mode: 'password' }", token: "t",
      sends: [nil, nil],
      reason: "no token"),
    Row(what: "neither", gateway: "auth: { mode: 'token' }", sends: [nil, nil], reason: "no token"),
    Row(
      what: "a reference", gateway: "auth: { token: { source: 'file', path: '/x' } }", sends: [nil, nil],
      reason: "secret reference"),
    Row(
      what: "a password by a variable that is not there",
      gateway: "auth: { mode: 'password', password: '${PW}' }",
      sends: [nil, nil], reason: "secret reference"),
    Row(
      what: "no authentication", gateway: "auth: { mode: 'none' }", token: "t", sends: ["t", nil],
      reason: "none"),
    Row(
      what: "a proxy", gateway: "auth: { mode: 'trusted-proxy' }", token: "t", sends: ["t", nil],
      reason: "trusted-proxy"),
  ]

  private func target(_ gateway: String, token: String? = nil, password: String? = nil) throws -> ProbeTarget
  {
    ProbeTarget(definition: try definition(gateway, token: token, password: password), host: "127.0.0.1")
  }

  private func definition(_ gateway: String, token: String?, password: String?) throws -> Definition {
    let document = try ConfigDocument.load(path: "/s/openclaw.json", environment: [:]) { _ in
      .success("{ gateway: { \(gateway) } }")
    }
    let plan = PortPlan(
      gateway: .init(23000, .config), canvas: nil, browser: BrowserSettings(),
      rules: VersionRules(version: nil))
    return Definition(
      id: GatewayID(stateDir: "/s", configPath: "/s/openclaw.json"), name: "a", isProfile: false, sources: [],
      stateDir: "/s", configPath: "/s/openclaw.json", home: "/", isOfOtherHome: false, workspace: "/w",
      claims: ClaimedResources(), config: .valid(GatewayConfig(document)), configProblems: [],
      configDoubts: [],
      plan: plan, allocations: [], environment: [:], token: token, password: password,
      referencedVariables: [], missingVariables: [], secrets: [], configFiles: [], variableFiles: [])
  }

  @Test(arguments: rows) func `one credential is sent at most, that of the mode`(_ row: Row) throws {
    let target = try target(row.gateway, token: row.token, password: row.password)
    #expect([target.token, target.password] == row.sends)
    if let reason = row.reason {
      #expect(target.helloIsNotOffered?.contains(reason) == true)
    } else {
      #expect(target.helloIsNotOffered == nil)
    }
  }

  @Test func `it is asked on its own port, and TLS is told`() throws {
    #expect(try target("").port == 23000)
    #expect(try target("").hasTLS == false)
    #expect(try target("tls: { enabled: true }").hasTLS)
  }

  @Test func `a config that is missing leaves no credential and no TLS`() throws {
    var missing = try definition("tls: { enabled: true }", token: nil, password: nil)
    missing.config = .missing
    let target = ProbeTarget(definition: missing, host: "::1")
    #expect(!target.hasTLS)
    #expect(target.host == "::1")
    #expect(target.helloIsNotOffered?.contains("no token") == true)
  }
}
