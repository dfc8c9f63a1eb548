import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// Whose a listener is, seen from one gateway.
@Suite struct PortHoldersTests {
  static let unitGroup = "/user.slice/user@1000.service/app.slice/openclaw-gateway-work.service"

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var listener: PortListener
    var work: PortHolder
    var other: PortHolder

    init(_ what: String, _ listener: PortListener, work: PortHolder, other: PortHolder) {
      (testDescription, self.listener, self.work, self.other) = (what, listener, work, other)
    }
  }

  /// `work` is pid 40 and its unit; `other` is pid 50, which 40 has started, and its config names
  /// a Chrome's directory.
  static let table = [
    Row("the owner itself", ModelSamples.listener(1, pid: 40), work: .own, other: .gateway("work")),
    Row("its child", ModelSamples.listener(1, pid: 41), work: .own, other: .gateway("work")),
    Row("its launcher", ModelSamples.listener(1, pid: 39), work: .own, other: .own),
    Row(
      "a gateway that its agent has started", ModelSamples.listener(1, pid: 50), work: .gateway("other"),
      other: .own),
    Row("nobody's", ModelSamples.listener(1, pid: 60), work: .stranger, other: .stranger),
    Row(
      "its unit", ModelSamples.listener(1, pid: 60, group: unitGroup), work: .own, other: .gateway("work")),
    Row(
      "a Chrome in its state directory",
      ModelSamples.listener(1, pid: 60, data: "/h/.openclaw-work/browser/x"),
      work: .own, other: .gateway("work")),
    Row(
      "a Chrome through a link", ModelSamples.listener(1, pid: 60, data: "/link/x"), work: .own,
      other: .gateway("work")),
    Row(
      "a Chrome elsewhere", ModelSamples.listener(1, pid: 60, data: "/tmp/chrome"), work: .stranger,
      other: .stranger),
    Row(
      "a Chrome whose directory the config names", ModelSamples.listener(1, pid: 60, data: "/h/chrome"),
      work: .stranger, other: .own),
    Row("unseen, of this user", ModelSamples.listener(1, pid: nil), work: .unknown, other: .unknown),
    Row(
      "unseen, of another user", ModelSamples.listener(1, pid: nil, user: 0), work: .stranger,
      other: .stranger),
  ]

  private func holders(_ change: (inout [Definition]) -> Void = { _ in }) throws -> (
    PortHolders, [Definition]
  ) {
    let config = "{ browser: { profiles: { a: { userDataDir: '~/chrome' } } } }"
    var definitions = [
      try ModelSamples.definition("work") {
        $0.unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u")
      }, try ModelSamples.definition("other", config: config),
    ]
    change(&definitions)
    let inventory = ModelSamples.inventory(
      definitions,
      processes: [
        ModelSamples.facts(39), ModelSamples.facts(40, parent: 39), ModelSamples.facts(41, parent: 40),
        ModelSamples.facts(50, parent: 41), ModelSamples.facts(60),
      ])
    let owners = [
      definitions[0].id: Ownership(process: .init(pid: 40, startTicks: 7), links: []),
      definitions[1].id: Ownership(process: .init(pid: 50, startTicks: 7), links: []),
    ]
    let holders = PortHolders(inventory, owners: owners, userID: 1000) {
      $0.hasPrefix("/link/") ? "/h/.openclaw-work/" + $0.dropFirst(6) : $0
    }
    return (holders, definitions)
  }

  @Test(arguments: table) func `the nearest gateway has it`(_ row: Row) throws {
    let (holders, definitions) = try holders()
    #expect(holders.holder(of: row.listener, for: definitions[0]) == row.work)
    #expect(holders.holder(of: row.listener, for: definitions[1]) == row.other)
  }

  @Test func `what runs as another user may be the gateway of a system unit`() throws {
    let (holders, definitions) = try holders {
      $0[0].unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u", isUserUnit: false)
    }
    let listener = ModelSamples.listener(1, pid: nil, user: 0)
    #expect(holders.holder(of: listener, for: definitions[0]) == .unknown)
    #expect(holders.holder(of: listener, for: definitions[1]) == .stranger)
  }

  @Test(
    arguments: [
      ("docker-proxy", 60, nil, .own), ("rootlessport", 60, nil, .own), ("nginx", 60, nil, .stranger),
      ("nginx", 60, "/system.slice/docker-0123456789abcdef.scope", .own), ("node", 40, nil, .gateway("work")),
      ("docker-proxy", nil, nil, .unknown), (nil, 60, nil, .unknown),
    ] as [(String?, Int32?, String?, PortHolder)])
  func `a container's published port is held by its engine`(
    _ row: (command: String?, pid: Int32?, group: String?, holder: PortHolder)
  ) throws {
    let (holders, definitions) = try holders { $0[1].kind = .container }
    let listener = ModelSamples.listener(1, pid: row.pid, command: row.command, group: row.group)
    #expect(holders.holder(of: listener, for: definitions[1]) == row.holder)
  }

  @Test func `the innermost of nested state directories has a Chrome`() throws {
    let (holders, definitions) = try holders { $0[1].id.stateDir = "/h/.openclaw-work/nested" }
    let chrome = ModelSamples.listener(1, pid: 60, data: "/h/.openclaw-work/nested/browser")
    #expect(holders.holder(of: chrome, for: definitions[0]) == .gateway("other"))
    #expect(holders.holder(of: chrome, for: definitions[1]) == .own)
  }
}
