import GatewayModel
import OpenClaw

extension FuzzSource {
  /// A lock file of a gateway.
  static let lock = FuzzSource(
    name: "lock", about: "a gateway's lock file",
    corpus: {
      Corpus.texts(
        #"{"pid":4711,"createdAt":"2026-11-26T11:14:01Z","configPath":"/h/.openclaw/openclaw.json","startTime":123456}"#,
        #"{"pid":4711,"role":"gateway","stateDir":"/h/.openclaw","port":18789,"startTime":9007199254740993}"#,
        #"{"pid":1,"role":"browser","configPath":" ","port":70000}"#
      ) + Corpus.fixtures("cases", ends: [".lock"], most: 30)
    },
    dictionary: [
      "\"pid\":", "\"port\":", "\"startTime\":", "\"configPath\":", "\"stateDir\":", "\"role\":",
      "\"gateway\"", "null",
    ],
    run: { input throws(FuzzFault) in
      guard let lock = LockRecord(path: "/tmp/gateway.a.lock", text: String(decoding: input, as: UTF8.self))
      else { return }
      try Hold.that(lock.pid > 1, "a lock is held by \(lock.pid)")
      try Hold.port(lock.port, "the port of a lock")
      try Hold.that(lock.configPath != nil || lock.stateDir != nil, "a lock is nobody's")
      for path in [lock.configPath, lock.stateDir] {
        try Hold.that(path?.trimmed != "", "a lock names a blank path")
      }
    })
}
