import GatewayModel
import OpenClaw
import Testing

@testable import Presentation

/// Times and limits that no number holds, in words and in JSON.
struct EndlessNumberTests {
  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300])
  func `a limit that no number holds is told in some number`(seconds: Double) {
    let failures: [ActionFailure] = [
      .unit(.stop(unit: "u", seconds: seconds)),
      .start(name: "n", .silent(seconds: seconds), lines: [], left: nil),
      .unit(.start(.silent(name: "n", seconds: seconds), unstopped: nil, log: "l")),
    ]
    for failure in failures {
      #expect(failure.message.contains("within \(Int(clamping: seconds)) s"), "\(failure.message)")
    }
  }

  @Test(arguments: [Double.infinity, .nan, 1e300])
  func `a time that is none is null where it may be missing, else unknown`(time: Double) throws {
    var gateway = ShownGateway.make("a")
    gateway.supervision.retryAt = time
    let snapshot = Snapshot(takenAt: time, hostName: "h", gateways: [gateway], findings: [])
    let text = SnapshotDocument(paths: ShownGateway.paths()).document(snapshot).text()
    let document = try JSON5Parser.parse(text, file: "d")
    #expect(document["takenAt"]?.string == "unknown")
    #expect(document["gateways"]?.array?.first?["restart", "retryAt"]?.isNull == true)
    let point = ReadinessPoint(kind: .drill, status: .met, detail: "d", at: time)
    let status = RescueStatus(main: "m", rescue: "r", isProposed: false, points: [point])
    let rescue = try JSON5Parser.parse(RescueDocument.status(status, takenAt: 0).text(), file: "r")
    #expect(rescue["points"]?.array?.first?["at"]?.isNull == true)
  }
}
