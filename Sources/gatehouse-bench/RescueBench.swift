import Foundation
import GatewayModel
import Host
import Records

/// From the key R to a rescue bot that is ready, beside the start of the same gateway alone.
enum RescueBench {
  /// Seconds that the stand-in needs to come up.
  static let startSeconds = 3.0

  static func run(program: String) throws {
    let home = try BenchHome(program: program, startSeconds: startSeconds)
    defer { home.remove() }
    var alone: [Double] = []
    var whole: [Double] = []
    let store = RescueStore(
      directory: home.path + "/.local/state/gatehouse/rescue", files: Machine.live().files)
    for _ in 0..<5 {
      alone.append(try home.run(["start", "rescue"]))
      try home.run(["stop", "rescue"])
      let session = try BenchSession(program: program, home: home)
      _ = try session.untilShown("rescue")
      session.rest(seconds: 1)
      let began = BenchReport.uptime
      session.type("R")
      while store.run()?.last(.raise) == nil {
        guard BenchReport.uptime - began < 30 else { throw BenchSession.TimedOut() }
        // A person's thumb on Enter: each step's careful choice.
        session.type("\r")
        session.rest(seconds: 0.05)
      }
      whole.append(BenchReport.uptime - began)
      session.type("\u{1b}q")
      session.type("q")
      session.waitForEnd()
      try home.run(["stop", "rescue"])
      try FileManager.default.removeItem(atPath: store.directory)
    }
    BenchReport.print("start of a rescue bot that needs \(startSeconds) s, alone", alone, "s")
    BenchReport.print("R to rescue ready", whole, "s")
  }
}
