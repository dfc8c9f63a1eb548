import Foundation
import GatewayModel
import Isolation

/// Cost of `check`: the rules alone over generated gateways, and the whole command over generated homes.
enum CheckBench {
  static func run(program: String) throws {
    print("the rules alone")
    for (count, spacing) in [(10, 128), (100, 128), (500, 128), (5000, 12)] {
      let subjects = (0..<count).map { subject($0, base: 1100 + $0 * spacing) }
      var found = 0
      let times = (0..<(count > 1000 ? 3 : 11)).map { _ in
        let start = BenchReport.uptime
        found = IsolationChecker().check(subjects).count
        return (BenchReport.uptime - start) * 1000
      }
      let how = spacing > 110 ? "apart" : "overlapping, \(spacing) ports apart"
      BenchReport.print("check of \(count) gateways \(how): \(found) findings", times, "ms")
    }
    print("the whole command, files and all")
    for count in [1, 10, 100, 500] {
      let home = try BenchHome(program: program, stopped: count)
      defer { home.remove() }
      let times = try (0..<11).map { _ in try home.run(["check"]) * 1000 }
      BenchReport.print("gatehouse check, \(count) gateways apart", times, "ms")
    }
  }

  private static func subject(_ order: Int, base: Int) -> IsolationInput {
    var subject = IsolationInput(
      order: order,
      id: GatewayID(
        stateDir: "/home/bench/.openclaw-g\(order)",
        configPath: "/home/bench/.openclaw-g\(order)/openclaw.json"),
      name: "g\(order)", config: "~/.openclaw-g\(order)/openclaw.json")
    subject.profile = "g\(order)"
    subject.base = base
    subject.servicePorts = [
      .init(port: base, use: .gateway, isDerived: false),
      .init(port: base + 2, use: .browserControl, isDerived: true),
      .init(port: base + 4, use: .canvas, isDerived: true),
    ]
    subject.cdpRange = (base + 11)...(base + 110)
    subject.cdpPorts = [
      .init(profile: "openclaw", port: base + 11, how: .implicitFirst, attachOnly: false, place: nil)
    ]
    let state = "/home/bench/.openclaw-g\(order)"
    subject.claims.stateDirs = [.init(path: state, real: state, isStandard: false)]
    subject.claims.configs = [
      .init(path: state + "/openclaw.json", real: state + "/openclaw.json", isStandard: false)
    ]
    subject.claims.workspaces = [
      .init(path: state + "/workspace", real: state + "/workspace", isStandard: true)
    ]
    subject.claims.credentials = [
      .init(
        channel: "telegram", secret: "bench-\(order)", place: "\(subject.config)#channels.telegram.botToken")
    ]
    return subject
  }
}
