import Isolation
import TestSupport
import Testing

@testable import GatewayModel

/// Where a gateway is sent whose ports collide, and how it gets there.
@Suite(.computing) struct MoveProposalTests {
  private static let unit = "~/.config/systemd/user/openclaw-gateway-lab.service"

  /// Two gateways on one base far from the usual ones, and what lab is told.
  private func fix(_ change: (inout TwoGateways) -> Void = { _ in }) throws -> String {
    var host = TwoGateways()
    host.main.takeBase(40000)
    host.lab.takeBase(40000)
    change(&host)
    return try host.finding(.gatewayPortDuplicate).fix
  }

  @Test func `the port of the default gateway is left to it`() throws {
    // 18789 is free, and it is where every command goes that knows no other.
    #expect(try fix().contains("Move lab to 19789,"))
    let held = try fix { $0.checker.listeningPorts = [19789 + 110] }
    #expect(held.contains("Move lab to 20789,"), "\(held)")
    let beside = try fix { $0.checker.listeningPorts = [19789 + 111] }
    #expect(beside.contains("Move lab to 19789,"), "\(beside)")
  }

  @Test func `the main gateway stays, and of others the last goes`() throws {
    #expect(try fix { $0.main.order = 9 }.contains("Move lab to "))
    #expect(try fix { $0.main.isMain = false }.contains("Move lab to "))
    let moved = try fix {
      $0.main.isMain = false
      $0.main.order = 9
    }
    #expect(moved.contains("Move default to "), "\(moved)")
  }

  @Test func `the way there is the gateway's own`() throws {
    #expect(
      try fix()
        == "Move lab to 19789, which is free with all its derived ports: "
        + "set gateway.port in ~/.openclaw-lab/openclaw.json and "
        + "run `openclaw --profile lab gateway install --port 19789 --force`."
    )
    #expect(
      try fix { $0.lab.unit = nil }.hasSuffix(": set gateway.port in ~/.openclaw-lab/openclaw.json."))
    let flag = try fix { $0.lab.portPlace = nil }
    #expect(
      flag.hasSuffix(
        ": start it with --port 19789, and write gateway.port: 19789 into ~/.openclaw-lab/openclaw.json."))
    #expect(try fix { $0.lab.isInstanceOnly = true }.hasSuffix(" and edit \(Self.unit)."))
    // Which config it has is not known: only its unit can be edited.
    #expect(try fix { $0.lab.placeDoubt = "a script" }.hasSuffix(": edit \(Self.unit)."))
    // It has the other one's port because it reads the other one's config.
    let leaked = try fix {
      $0.lab.contradict("OPENCLAW_CONFIG_PATH", says: "a", means: "b", setIn: "~/drop-in.conf")
    }
    #expect(leaked.hasPrefix("Remove OPENCLAW_CONFIG_PATH from ~/drop-in.conf"), "\(leaked)")
  }

  @Test func `a gateway is sent to one place, whatever is wrong with it, and no two to one`() {
    var host = TwoGateways()
    // Lab meets main's control port; low meets main's base from below, and third lies in main's range.
    host.lab.takeBase(18791)
    host.others = [
      TwoGateways.gateway("low", 18785, order: 2), TwoGateways.gateway("third", 18850, order: 3),
    ]
    var places: [String: Set<Int>] = [:]
    for fix in host.findings().map(\.fix) where fix.hasPrefix("Move ") {
      let words = fix.split(separator: " ")
      places[String(words[1]), default: []].insert(Int(words[3].dropLast()) ?? 0)
    }
    #expect(places.keys.sorted() == ["lab", "low", "third"])
    #expect(places.values.allSatisfy { $0.count == 1 }, "\(places)")
    #expect(Set(places.values.flatMap(\.self)).count == 3, "\(places)")
  }

  @Test func `a footprint is free of every plan, also of what other versions use of it`() throws {
    // Nothing listens on base + 8, but the relay of some versions does.
    let fix = try fix {
      var near = TwoGateways.gateway("near", 19789 + 100, order: 2)
      near.servicePorts.removeAll()
      near.cdpPorts.removeAll()
      near.cdpRange = nil
      $0.others = [near]
    }
    #expect(fix.contains("Move lab to 20789,"), "\(fix)")
  }

  @Test func `where hundreds collide the planner is named instead of a number`() {
    let all = (0..<140).map { TwoGateways.gateway("g\($0)", 20000 + ($0 / 2) * 300, order: $0) }
    let fixes = IsolationChecker().check(all).filter { $0.code == .gatewayPortDuplicate }.map(\.fix)
    #expect(fixes.count == 70)
    #expect(fixes.count { $0.hasPrefix("Move ") } == 64)
    #expect(fixes.last == "Give g139 another base port; `gatehouse plan` finds free ones.")
  }

  @Test func `where no port is free the planner is named`() throws {
    let fix = try fix { $0.checker.listeningPorts = Set(stride(from: 1, through: 65535, by: 100)) }
    #expect(fix == "Give lab another base port; `gatehouse plan` finds free ones.")
  }
}
