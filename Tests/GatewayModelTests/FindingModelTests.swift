import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// Findings together: verdict, groups, and OpenClaw's own checklist.
@Suite struct FindingModelTests {
  private func finding(_ severity: Finding.Severity, _ code: FindingCode = .cdpHeadroom) -> Finding {
    ModelSamples.finding(code, severity, ["a"])
  }

  @Test func `the gravest finding is the verdict, and what is good to know never counts`() {
    #expect(Verdict([Finding]()) == .isolated && Verdict([finding(.info)]) == .isolated)
    #expect(Verdict([finding(.info), finding(.warning)]) == .atRisk)
    #expect(Verdict([finding(.error), finding(.warning), finding(.info)]) == .broken)
    #expect(Verdict.allCases.map(\.rawValue) == ["isolated", "at-risk", "broken"])
    #expect([Finding.Severity.info, .error, .warning].sorted() == [.error, .warning, .info])
  }

  @Test func `from six of one code and severity on they are one group`() {
    let five = (1...5).map { _ in finding(.info) }
    #expect(FindingGroup.groups(five).map(\.findings.count) == [1, 1, 1, 1, 1])
    let mixed = [finding(.info)] + [finding(.warning)] + five
    #expect(FindingGroup.groups(mixed).map(\.findings.count) == [6, 1])
    #expect(FindingGroup.groups(mixed).map(\.isMany) == [true, false])
    #expect(FindingGroup.groups([]).isEmpty)
  }

  @Test func `ports are written as one number or a range`() {
    #expect(Finding.Ports.one(18789).text == "18789" && Finding.Ports.one(18789).first == 18789)
    #expect(
      Finding.Ports.range(18820...18899).text == "18820-18899"
        && Finding.Ports.range(18820...18899).first == 18820)
    #expect(FindingCode.tokenShared(channel: "slack").rawValue == "slack-token-shared")
  }

  private func checklist(_ findings: [Finding], _ change: (inout Gateway) -> Void = { _ in }) -> [Checklist
    .Kind: Checklist.Line]
  {
    let lines = Checklist(ModelSamples.gateway("work", port: 20000, change: change), findings: findings) {
      $0.replacing("/h", with: "~")
    }.lines
    return Dictionary(lines.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static let config = "~/.openclaw-work/openclaw.json"

  @Test(
    arguments: [
      (.configPathShared, [], [], [.config]), (.configInvalid, [], [], [.config]),
      (.stateDirShared, [], [], [.stateDir, .workspace]),
      (.workspaceShared, [], [], [.workspace]), (.pathNested, [], ["~/.openclaw-work"], [.stateDir]),
      (.pathNested, [], ["~/elsewhere"], [.workspace]),
      (.serviceEnvMismatch, [], ["u.service#OPENCLAW_CONFIG_PATH"], [.config]),
      (.serviceEnvMismatch, [], ["u.service#OPENCLAW_STATE_DIR"], [.stateDir]),
      (.serviceEnvMismatch, [], ["u.service#OPENCLAW_GATEWAY_PORT"], []),
      (.gatewayPortDuplicate, [.one(20000)], [], [.basePort, .derivedPorts]),
      (.derivedPortHitsGatewayPort, [.one(20000)], [], [.basePort]),
      (.derivedPortHitsGatewayPort, [.one(20002)], [], [.derivedPorts]),
      (.portHeldByStranger, [.one(20000)], [], [.basePort]),
      (.portHeldByStranger, [.one(20011)], [], [.derivedPorts]),
      (.cdpRangeOverlap, [.range(20011...20050)], [], [.derivedPorts]),
      (.servicePortDrift, [], [], [.basePort]),
      (.gatewayTokenShared, [], [], []),
    ] as [(FindingCode, [Finding.Ports], [String], Set<Checklist.Kind>)])
  func `each finding is on the lines of the list that it breaks`(
    _ row: (code: FindingCode, ports: [Finding.Ports], paths: [String], kinds: Set<Checklist.Kind>)
  ) {
    let finding = ModelSamples.finding(
      row.code, .error, ["work", "other"], ports: row.ports, paths: row.paths)
    let lines = checklist([finding])
    #expect(Set(lines.values.filter { $0.severity == .error }.map(\.kind)) == row.kinds)
    for kind in row.kinds { #expect(lines[kind]?.others == ["other"] && lines[kind]?.note == nil) }
  }

  @Test func `a line says its gravest trouble, with whom, and what where nobody else is in it`() {
    let lines = checklist([
      ModelSamples.finding(.cdpRangeOverlap, .warning, ["work", "b"]),
      ModelSamples.finding(.cdpPortDuplicate, .error, ["a", "work"]),
      ModelSamples.finding(.cdpURLShared, .info, ["work", "c"]),
      ModelSamples.finding(.cdpRangeClamped, .warning, ["work"]),
    ])
    #expect(lines[.derivedPorts]?.severity == .error && lines[.derivedPorts]?.others == ["b", "a"])
    #expect(lines[.derivedPorts]?.note?.contains("too high") == true && lines[.basePort]?.severity == nil)
  }

  @Test func `what nobody knows is said to be unknown, and why`() {
    let fine = checklist([])
    #expect(fine.count == 5 && fine.values.allSatisfy { $0.unknown == nil })
    #expect(fine[.config]?.value == Self.config && fine[.basePort]?.value == "20000")
    #expect(fine[.derivedPorts]?.value == "20002, 20004, CDP 20011-20110")
    let open = checklist([]) {
      $0.plan.gateway.from = .unknown
      $0.portDoubt = "its --port has no value"
      $0.workspace = ""
      $0.isConfigMissing = true
    }
    #expect(open[.basePort]?.value == "unknown" && open[.basePort]?.unknown == "its --port has no value")
    #expect(open[.derivedPorts]?.value == "unknown" && open[.workspace]?.unknown == "it has no config")
    #expect(open[.config]?.unknown == "there is none")
    let silent = checklist([]) {
      $0.workspace = ""
      $0.silence = FileSilence(place: "/disk", since: 0)
    }
    #expect(silent[.workspace]?.unknown == "its files do not answer")
    let placeless = checklist([]) { $0.placeDoubt = "its HOME is open" }
    #expect(placeless[.stateDir]?.value == "unknown" && placeless[.config]?.unknown == "its HOME is open")
    #expect(placeless[.basePort]?.unknown == nil)
  }

  @Test func `a client has no ports here, and a container only what is published`() {
    #expect(Set(checklist([]) { $0.kind = .client(host: nil) }.keys) == [.config, .stateDir])
    #expect(Set(checklist([]) { $0.kind = .container }.keys) == [.basePort])
  }
}
