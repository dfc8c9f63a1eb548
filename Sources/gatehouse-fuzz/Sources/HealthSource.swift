import GatewayModel
import OpenClaw
import Probes

extension FuzzSource {
  /// Bodies of `/healthz`, `/readyz` and `/json/version`.
  static let health = FuzzSource(
    name: "health", about: "answers of a gateway and a browser to HTTP",
    corpus: {
      Corpus.texts(
        #"{"ok":true,"status":"live"}"#, #"{"ready":false,"failing":["telegram","discord: x"],"uptimeMs":5}"#,
        #"{"status":"starting","version":"2026.9.4"}"#, " \n{\"ready\":true}",
        "<!doctype html><title>x</title>",
        #"{"Browser":"Chrome/141.0.7390.54","webSocketDebuggerUrl":"ws://127.0.0.1:1/x"}"#)
    },
    dictionary: [
      "\"ok\":true", "\"ready\":", "\"failing\":[", "\"status\":\"ready\"", "\"version\":", "{", "}", "null",
      "\"v2026.9.4-beta.1\"",
    ],
    run: { input throws(FuzzFault) in
      let body = String(decoding: input, as: UTF8.self)
      for status in [200, 404, 503] {
        let answer = HTTPAnswer(status: status, contentType: "application/json", body: body)
        _ = HealthReading.isLive(answer)
        let (ready, failing) = HealthReading.ready(answer)
        let size = failing.reduce(0) { $0 + $1.utf8.count }
        try Hold.bounded(size, by: 3, of: input.count, "what fails")
        if status >= 400, case .holds = ready {
          try Hold.that(answer.json?["ready"]?.bool != true, "a gateway is ready under an error")
        }
        if let version = HealthReading.version(answer) {
          try Hold.that(Version(version) != nil, "a version is none: \(Hold.excerpt(version))")
        }
      }
    })
}
