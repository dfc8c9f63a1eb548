import GatewayModel
import Testing

@testable import Probes

/// What HTTP answers mean. Source: real-gateway.md.
struct HealthReadingTests {
  private func answer(_ status: Int, _ body: String) -> HTTPAnswer {
    HTTPAnswer(status: status, contentType: "application/json", body: body)
  }

  @Test(arguments: [
    ("{\"ok\":true}", true), ("{\"ok\":false}", false), ("<html></html>", false), ("", false),
    ("{\"ok\":", false),
    ("[true]", false), (" \n{\"ok\":true}", true),
  ])
  func `only JSON that says ok is a live gateway`(body: String, isLive: Bool) {
    #expect(HealthReading.isLive(answer(200, body)) == isLive)
  }

  @Test(arguments: [
    (200, "{\"ready\":true}", ProbeSample.Answer.holds, []),
    (503, "{\"ready\":false,\"failing\":[\"telegram\"]}", .fails("telegram"), ["telegram"]),
    (503, "{\"ready\":true}", .fails("not ready"), []),
    (200, "{\"status\":\"ready\"}", .holds, []),
    (503, "{\"status\":\"starting\"}", .fails("starting"), []),
    (200, "{\"status\":\"starting\"}", .notOffered("no readiness answer"), []),
    (404, "Not Found", .notOffered("no readiness answer"), []),
  ])
  func `readiness is read from the body before the status`(
    status: Int, body: String, expected: ProbeSample.Answer, failing: [String]
  ) {
    let (ready, found) = HealthReading.ready(answer(status, body))
    #expect(ready == expected)
    #expect(found == failing)
  }
}
