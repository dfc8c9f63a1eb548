import Canvas
import GatewayModel
import Testing

@testable import Presentation

/// The report of `check` as text.
struct CheckTextTests {
  private func text(
    _ gateways: [Gateway], _ findings: [Finding] = [], shown: [Gateway]? = nil, glyphs: Glyphs = .unicode
  ) -> String {
    let snapshot = Snapshot(
      takenAt: ShownGateway.now, hostName: "atlas", gateways: gateways, findings: findings)
    return CheckText(paths: ShownGateway.paths(), glyphs: glyphs).text(
      snapshot, gateways: shown ?? gateways, findings: findings)
  }

  private func finding(
    _ code: FindingCode = .workspaceShared, _ severity: Finding.Severity = .error, _ names: [String],
    paths: [String] = [], detail: String = "what is wrong", fix: String = "what to do"
  ) -> Finding {
    Finding(code, severity, gateways: ShownGateway.named(names), paths: paths, detail: detail, fix: fix)
  }

  @Test func `without a gateway the home is named`() {
    #expect(text([]) == "No gateway found in /home/op.")
  }

  @Test(
    arguments: [
      ([], "isolated (1 gateway)"), ([.info], "isolated: 1 remark (1 gateway)"),
      ([.warning, .warning], "at-risk: 2 warnings (1 gateway)"),
      ([.error, .warning, .info, .info], "broken: 1 error, 1 warning, 2 remarks (1 gateway)"),
    ] as [([Finding.Severity], String)])
  func `the first line is the verdict with its counts`(severities: [Finding.Severity], line: String) {
    let report = text([ShownGateway.make("a")], severities.map { finding(.pathNested, $0, ["a"]) })
    #expect(report.split(separator: "\n").first.map(String.init) == line)
  }

  @Test func `each gateway has the five lines of the checklist, each with its mark`() {
    let report = text(
      [ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 30000)],
      [finding(.workspaceShared, .error, ["a", "b"])])
    let lines = report.split(separator: "\n").map(String.init)
    #expect(lines[0] == "broken: 1 error (2 gateways)")
    #expect(lines[1] == "a")
    #expect(lines[2] == "  ✓ config           ~/.openclaw-a/openclaw.json")
    #expect(lines[3].hasPrefix("  ✓ state directory  ~/.openclaw-a"))
    #expect(lines[4].hasPrefix("  ✗ workspace") && lines[4].hasSuffix("  with b"))
    #expect(lines[5] == "  ✓ base port        20000")
    #expect(lines[6] == "  ✓ derived ports    20002, 20004, CDP 20011-20110")
    #expect(lines[7] == "b" && lines[10].hasSuffix("  with a"))
  }

  @Test func `what is not known has its own mark and its reason`() {
    var gateway = ShownGateway.make("a", from: .unknown)
    gateway.portDoubt = "its unit decides"
    let report = text([gateway])
    #expect(report.contains("  ? base port        –  "))
    #expect(report.contains("unknown: its unit decides"))
    #expect(!report.contains("18789"))
  }

  @Test func `a client is told to be one, and its ports are not checked`() {
    let report = text([ShownGateway.make("a", kind: .client(host: "far"))])
    #expect(report.contains("a  remote, to far"))
    #expect(!report.contains("base port") && report.contains("state directory"))
  }

  @Test func `errors come before warnings, and warnings before remarks, whatever their order`() throws {
    let report = text(
      [ShownGateway.make("a")],
      [
        finding(.noServiceInstalled, .info, ["a"]), finding(.cdpRangeOverlap, .warning, ["a"]),
        finding(.stateDirShared, .error, ["a"]),
      ])
    let places = try ["Errors\n", "Warnings\n", "Good to know\n"].map {
      try #require(report.firstRange(of: $0))
    }
    #expect(places[0].lowerBound < places[1].lowerBound && places[1].lowerBound < places[2].lowerBound)
    #expect(!text([ShownGateway.make("a")]).contains("Errors"))
  }

  @Test func `a finding has its gateways, its places that the text does not name, and its remedy`() {
    let report = text(
      [ShownGateway.make("a")],
      [
        finding(
          .configPathShared, .error, ["a", "b"], paths: ["~/one.json", "~/two.json"],
          detail: "Both read ~/one.json.", fix: "Run `openclaw --profile b setup`.")
      ])
    #expect(report.contains("\n  config-path-shared  a, b\n    Both read ~/one.json.\n    in ~/two.json\n"))
    #expect(report.hasSuffix("    → Run `openclaw --profile b setup`."))
    #expect(!report.contains("in ~/one.json"))
  }

  @Test func `a long detail is wrapped, a remedy is not, for it is copied`() {
    let long = String(repeating: "word ", count: 40) + "end"
    let report = text(
      [ShownGateway.make("a")], [finding(.pathNested, .error, ["a"], detail: long, fix: long)])
    let lines = report.split(separator: "\n").map(String.init)
    #expect(lines.contains("    → \(long)"))
    let detail = lines.filter { $0.hasPrefix("    word") }
    #expect(detail.count == 3 && detail.allSatisfy { TextWidth.of($0) <= 100 })
  }

  @Test func `from six of a kind on three are told and the rest counted`() {
    func report(_ count: Int) -> String {
      text(
        [ShownGateway.make("a")],
        (0..<count).map { finding(.cdpRangeOverlap, .warning, ["g\($0)"], detail: "detail \($0)") })
    }
    #expect(report(5).contains("detail 4") && !report(5).contains("times"))
    let many = report(6)
    #expect(many.contains("cdp-range-overlap  g0, g1, g2, g3, g4, g5  6 times"))
    #expect(many.contains("detail 2") && !many.contains("detail 3"))
    #expect(many.contains("and 3 more like these"))
  }

  @Test(arguments: [
    (0, ""), (1, "g0"), (6, "g0, g1, g2, g3, g4, g5"), (7, "g0, g1, g2, g3, g4 and 2 more"),
  ])
  func `up to six names are told`(count: Int, text: String) {
    #expect(CheckText.list((0..<count).map { "g\($0)" }) == text)
  }

  @Test func `plain glyphs say the same`() {
    let report = text(
      [ShownGateway.make("a")], [finding(.workspaceShared, .error, ["a", "b"])], glyphs: .ascii)
    #expect(report.contains("  + config") && report.contains("  x workspace") && report.contains("    -> "))
    #expect(report.utf8.allSatisfy { $0 < 0x7F })
  }

  @Test func `a gateway's list knows of findings with others that are not shown`() {
    let gateways = [ShownGateway.make("a"), ShownGateway.make("b", port: 30000)]
    let report = text(gateways, [finding(.stateDirShared, .error, ["a", "b"])], shown: [gateways[0]])
    #expect(report.contains("✗ state directory") && report.contains("with b"))
    #expect(!report.contains("\nb\n"))
  }
}
