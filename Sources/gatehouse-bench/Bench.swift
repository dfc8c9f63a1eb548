import Foundation
import Glibc

/// Measures the budgets of the design: first paint, key to paint, idle cost, memory and frames, over 20 stand-ins.
///
///     swift build -c release --static-swift-stdlib
///     .build/release/gatehouse-bench [SECONDS-OF-IDLE]
///     .build/release/gatehouse-bench check
///     .build/release/gatehouse-bench rescue
@main
struct Bench {
  static let gateways = 20

  static func main() async throws {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "gatehouse").path
    if CommandLine.arguments.dropFirst().first == "check" { return try CheckBench.run(program: program) }
    if CommandLine.arguments.dropFirst().first == "rescue" { return try RescueBench.run(program: program) }
    let idleSeconds = CommandLine.arguments.dropFirst().first.flatMap(Double.init) ?? 20
    let home = try BenchHome(program: program, count: gateways)
    defer { home.remove() }
    print("starting \(gateways) stand-ins ...")
    try home.run(["start", "--all"])
    // What cannot be stopped ends with its home: `remove` is next.
    defer { _ = try? home.run(["stop", "--all"]) }
    await FrameBench.run(home: home.path)

    var paints: [Double] = []
    for _ in 0..<11 {
      let session = try BenchSession(program: program, home: home)
      paints.append(try session.untilShown("n20") * 1000)
      session.type("q")
      session.waitForEnd()
    }
    BenchReport.print(
      "first paint with \(gateways) gateways (exec until the last row is on the screen)", paints, "ms")

    let session = try BenchSession(program: program, home: home)
    _ = try session.untilShown("n20")
    session.rest(seconds: 6)
    var keys: [Double] = []
    for index in 0..<40 { keys.append(try session.untilAnswer(to: index % 2 == 0 ? "j" : "k") * 1000) }
    BenchReport.print("key to first byte of the answer", keys, "ms")
    let before = session.cpuSeconds
    let began = BenchReport.uptime
    session.rest(seconds: idleSeconds)
    let elapsed = BenchReport.uptime - began
    print(
      "idle with \(gateways) gateways probed every 2 s: \(((session.cpuSeconds - before) / elapsed * 10000).rounded() / 100) % of a core over \(Int(elapsed)) s"
    )
    print("resident: \(session.memory)")
    session.type("q")
    session.waitForEnd()

    var status: [Double] = []
    for _ in 0..<11 {
      status.append(try home.run(["status", "--json"]) * 1000)
    }
    BenchReport.print("status --json", status, "ms")
  }
}
