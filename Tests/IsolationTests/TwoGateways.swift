import Isolation
import OpenClaw
import Testing

@testable import GatewayModel

/// The default gateway and one of a profile, with nothing in common:
/// what a test makes wrong is the only thing that is wrong.
struct TwoGateways {
  var main = TwoGateways.gateway("default", 18789, order: 0)
  var lab = TwoGateways.gateway("lab", 19789, order: 1)
  /// Gateways beside the two.
  var others: [IsolationInput] = []
  var checker = IsolationChecker()

  /// A gateway that a unit starts on its base port, with places of its own and a standard browser.
  static func gateway(_ name: String, _ base: Int, order: Int) -> IsolationInput {
    let isMain = name == "default"
    let directory = isMain ? ".openclaw" : ".openclaw-\(name)"
    var made = IsolationInput(
      order: order,
      id: GatewayID(stateDir: "/h/\(directory)", configPath: "/h/\(directory)/openclaw.json"), name: name,
      config: "~/\(directory)/openclaw.json")
    made.isMain = isMain
    made.profile = isMain ? nil : name
    made.portPlace = "gateway.port in \(made.config)"
    made.claims.stateDirs = [.init(path: "~/\(directory)", real: "/h/\(directory)", isStandard: true)]
    made.claims.configs = [.init(path: made.config, real: "/h/\(directory)/openclaw.json", isStandard: true)]
    made.claims.workspaces = [
      .init(path: "~/\(directory)/workspace", real: "/h/\(directory)/workspace", isStandard: true)
    ]
    let unit = isMain ? "openclaw-gateway.service" : "openclaw-gateway-\(name).service"
    made.unit = .init(
      name: unit, path: "~/.config/systemd/user/\(unit)", port: base, configPort: base, version: nil,
      configVersion: nil, entryPoint: nil, problems: [])
    made.takeBase(base)
    return made
  }

  func findings() -> [Finding] { checker.check([main, lab] + others) }

  func findings(_ code: FindingCode) -> [Finding] { findings().filter { $0.code == code } }

  /// The only finding of a code.
  func finding(_ code: FindingCode) throws -> Finding {
    let found = findings(code)
    #expect(found.count == 1, "\(found.map(\.detail))")
    return try #require(found.first, "\(findings().map(\.code.rawValue))")
  }

  /// The codes of what counts against the verdict, in the order of the report.
  func codes() -> [String] { findings().filter { $0.severity != .info }.map(\.code.rawValue) }
}

extension IsolationInput {
  /// Puts it on a base port, with all that follows from that.
  mutating func takeBase(_ port: Int) {
    base = port
    unit?.port = port
    unit?.configPort = port
    servicePorts = [
      .init(port: port, use: .gateway, isDerived: false),
      .init(port: port + 2, use: .browserControl, isDerived: true),
      .init(port: port + 4, use: .canvas, isDerived: true),
    ]
    cdpRange = (port + 11)...(port + 110)
    cdpPorts = [
      .init(profile: "openclaw", port: port + 11, how: .implicitFirst, attachOnly: false, place: nil)
    ]
  }

  /// A browser profile with a `cdpPort`.
  mutating func addBrowser(_ profile: String, _ port: Int) {
    cdpPorts.append(
      .init(
        profile: profile, port: port, how: .explicit, attachOnly: false,
        place: "\(config)#browser.profiles.\(profile).cdpPort"))
  }

  /// A browser profile with a loopback `cdpUrl`.
  mutating func pinBrowser(_ profile: String, _ port: Int, attachOnly: Bool = false) {
    let place = "\(config)#browser.profiles.\(profile).cdpUrl"
    cdpPorts.append(
      .init(profile: profile, port: port, how: .pinnedCDPURL, attachOnly: attachOnly, place: place))
    endpoints.append(.init(host: "127.0.0.1", port: port, place: place))
  }

  /// A browser on another machine.
  mutating func addRemoteBrowser(_ host: String, _ port: Int, customer: String = "") {
    endpoints.append(
      .init(host: host, port: port, place: "\(config)#browser.profiles.far.cdpUrl", customer: customer))
  }

  /// A port that the config opens besides.
  mutating func addService(_ title: String, _ port: Int, _ key: String, isDerived: Bool = false) {
    var service = ServicePort(port: port, use: .other, isDerived: isDerived)
    service.title = title
    service.place = "\(config)#\(key)"
    servicePorts.append(service)
  }

  mutating func addCredential(
    _ channel: String, _ secret: String, key: String, isIdentity: Bool = false, sharedFile: String? = nil
  ) {
    claims.credentials.append(
      .init(
        channel: channel, secret: secret, place: "\(config)#\(key)", sharedFile: sharedFile,
        isIdentity: isIdentity))
  }

  mutating func contradict(_ variable: String, says: String, means: String, setIn: String? = nil) {
    claims.unitContradictions.append(
      .init(variable: variable, says: says, means: means, whose: "profile \(name)", setIn: setIn))
  }
}

/// One step from a host that is in order to one that is not, and a step beside it that changes nothing.
struct FindingCase: Sendable, CustomTestStringConvertible {
  typealias Step = @Sendable (inout TwoGateways) -> Void

  var code: FindingCode
  var severity: Finding.Severity
  var gateways: [String]
  var ports: [Finding.Ports] = []
  var paths: [String] = []
  var wrong: Step
  var right: Step

  init(
    _ code: FindingCode, _ severity: Finding.Severity, _ gateways: [String], ports: [Finding.Ports] = [],
    paths: [String] = [], wrong: @escaping Step, right: @escaping Step
  ) {
    self.code = code
    self.severity = severity
    self.gateways = gateways
    self.ports = ports
    self.paths = paths
    self.wrong = wrong
    self.right = right
  }

  var testDescription: String { "\(severity) \(code.rawValue) \(gateways) \(ports.map(\.text)) \(paths)" }

  /// Checks both hosts.
  func check() throws {
    var host = TwoGateways()
    wrong(&host)
    let found = try host.finding(code)
    #expect(found.severity == severity)
    #expect(found.names == gateways)
    #expect(found.ports == ports)
    #expect(found.paths == paths)
    for name in gateways { #expect((found.detail + found.fix).contains(name), "\(found.detail)") }
    #expect(!found.fix.isEmpty)
    var neighbour = TwoGateways()
    right(&neighbour)
    #expect(neighbour.findings(code).isEmpty, "\(neighbour.findings(code).map(\.detail))")
  }
}
