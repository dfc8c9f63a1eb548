/// What the dashboard shows of a hostile gateway: the layer that fails, and why. By the words of `HostileMode`.
enum HostileExpectation {
  /// In its row: it is not live, for one of these reasons.
  case row([String])
  /// Its row says ready; below it, that the connection that is kept fails for one of these reasons.
  case pane([String])
  /// All of it works.
  case well

  /// With a limit of 3 s for each question.
  static let all: [String: HostileExpectation] = {
    let broken = "hung up on: it sent a frame that is none"
    let flood = [
      "hung up on: it sent more than", "hung up on: it sends faster", "hung up on: it asks and does",
    ]
    let noGreeting = "no greeting within 3 s"
    var all: [String: HostileExpectation] = [
      "many-failing": .row(["channel-0, "]), "port-taken-over": .row(["port held by thief"]),
      "challenge-flood": .pane(flood + ["hung up on: it asked twice", "who answers is not proven"]),
      "many-channels": .pane(["hung up on: it told of more than"]),
      "wide-json": .pane(["hung up on: it sent a message of more than"]),
    ]
    func add(_ names: String, _ expectation: HostileExpectation) {
      for name in names.split(separator: " ") { all[String(name)] = expectation }
    }
    add("never-answers trickles huge-length", .row(["no answer within 3 s"]))
    add(
      "endless-headers endless-field negative-length two-lengths tls-alone garbage",
      .row(["the answer is not HTTP"]))
    add("endless-interim endless-chunk", .row(["hung up on: its answer is longer"]))
    add("endless-body html redirects deep-json", .row(["this is no OpenClaw gateway"]))
    add("redirects-upgrade wrong-key", .pane(["no WebSocket"]))
    add(
      "huge-frame long-frame fragmented masked compressed unknown-frame long-reason invalid-utf8",
      .pane([broken]))
    add("unfinished-frame unfinished-message slow-hello wrong-origin", .pane([noGreeting]))
    add("closes-in-frame", .pane(["closed without a greeting"]))
    add("tick-flood health-flood ping-flood fragment-flood big-flood", .pane(flood))
    add("well-behaved absurd-numbers long-words", .well)
    return all
  }()
}
