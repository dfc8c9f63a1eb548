import OpenClaw

extension FuzzSource {
  /// Text frames of a gateway's WebSocket.
  static let frames = FuzzSource(
    name: "frames", about: "frames of a gateway's WebSocket",
    corpus: {
      Corpus.texts(
        #"{"type":"event","event":"connect.challenge","payload":{"nonce":"x","ts":1}}"#,
        #"{"type":"res","id":"id-1","ok":true,"payload":{"type":"hello-ok","server":{"version":"2026.9.4"},"policy":{"tickIntervalMs":15000},"snapshot":{"uptimeMs":123,"health":{"channels":{"telegram":{"connected":true,"lastInboundAt":1700000000000},"discord":{"accounts":{"a":{"enabled":false},"b":{"healthState":"failed","lastError":"x"}}}}}}}}"#,
        #"{"type":"res","id":"id-1","ok":false,"error":{"code":"X","message":"no","details":{"code":"AUTH_TOKEN_MISMATCH"}}}"#,
        #"{"type":"event","event":"health","payload":{"channels":{"slack":{"lastMessageAt":1.5e300,"healthState":"ok"}}}}"#,
        #"{"type":"event","event":"shutdown","payload":{"restartExpectedMs":-1}}"#,
        #"{"type":"event","event":"tick"}"#)
    },
    dictionary: [
      "\"type\":", "\"event\"", "\"res\"", "\"id\":\"id-1\"", "\"ok\":true", "\"payload\":", "\"hello-ok\"",
      "\"channels\":",
      "\"accounts\":", "\"lastInboundAt\":", "\"tickIntervalMs\":", "\"uptimeMs\":", "\"restartExpectedMs\":",
      "\"health\"",
      "\"connected\":", "\"healthState\":", "\"lastError\":", "null", "{}", "[]",
    ],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      switch Frames.parse(text, connectID: "id-1") {
      case .hello(let hello):
        try check(hello.channels, size: input.count)
        try Hold.bounded(hello.version?.utf8.count ?? 0, by: 3, of: input.count, "a version")
      case .health(let channels): try check(channels, size: input.count)
      case .refused(let code, let message):
        try Hold.bounded(code.utf8.count + message.utf8.count, by: 3, of: input.count, "a refusal")
      case .challenge, .tick, .shutdown, .other, nil: break
      }
      // Whatever a token holds, our own request is a frame.
      let request = Frames.connect(id: "id-1", token: text, password: text, version: text)
      try Hold.that(Frames.parse(request, connectID: "id-1") == .other, "our own request is no frame")
    })

  private static func check(_ channels: [Frames.Channel], size: Int) throws(FuzzFault) {
    let bytes = channels.reduce(0) { $0 + $1.name.utf8.count + ($1.problem?.utf8.count ?? 0) }
    try Hold.bounded(bytes, by: 3, of: size, "what is said of channels")
    for channel in channels {
      try Hold.that(
        channel.problem == nil || channel.isConnected == false, "a channel has a problem and is connected")
    }
  }
}
