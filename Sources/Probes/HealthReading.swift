import GatewayModel
import OpenClaw

/// What HTTP answers mean. Rules: design section 5, real-gateway.md: a 200 alone proves nothing.
package enum HealthReading {
  /// `/healthz`: JSON with `ok: true`.
  package static func isLive(_ answer: HTTPAnswer) -> Bool { answer.json?["ok"]?.bool == true }

  /// `/readyz`: JSON with `ready` or `status: "ready"`, also under a 503; anything else is no such offer.
  package static func ready(_ answer: HTTPAnswer) -> (answer: ProbeSample.Answer, failing: [String]) {
    guard let json = answer.json else { return (.notOffered("no readiness answer"), []) }
    let failing = TellingBounds.cut(failing: (json["failing"]?.array ?? []).compactMap(\.string))
    if let isReady = json["ready"]?.bool {
      if isReady && answer.status < 400 { return (.holds, failing) }
      return (.fails(failing.isEmpty ? "not ready" : failing.joined(separator: ", ")), failing)
    }
    switch json["status"]?.string {
    case "ready": return (.holds, failing)
    case .some(let status) where answer.status == 503: return (.fails(TellingBounds.cut(status)), failing)
    default: return (.notOffered("no readiness answer"), [])
    }
  }

  package static func version(_ answer: HTTPAnswer) -> String? {
    answer.json?["version"]?.string.flatMap { Version($0)?.description }
  }
}
