/// How a gateway misbehaves that is ours by every proof: its own process, its lock, its port. By the word of `standIn: { hostile: "…" }`.
///
/// Unless a case says otherwise it is well over HTTP and misbehaves on the WebSocket.
enum HostileMode: String, CaseIterable, Sendable {
  /// Does nothing wrong: what the others are compared with, and what a thief of a port plays.
  case wellBehaved = "well-behaved"

  // MARK: Over HTTP and on the WebSocket alike

  /// Takes connections and says nothing.
  case neverAnswers = "never-answers"
  /// A good answer, one byte a second.
  case trickles
  /// An answer whose body has no end.
  case endlessBody = "endless-body"
  /// An answer whose header fields have no end.
  case endlessHeaders = "endless-headers"
  /// One header field without an end.
  case endlessField = "endless-field"
  /// "Wait for the answer" (103), again and again.
  case endlessInterim = "endless-interim"
  /// A chunk whose extension has no end.
  case endlessChunk = "endless-chunk"
  /// `Content-Length: 9000000000000000000`, and a body that looks whole.
  case hugeLength = "huge-length"
  /// `Content-Length: -5`.
  case negativeLength = "negative-length"
  /// Two lengths that differ.
  case twoLengths = "two-lengths"
  /// A page for every path, as a web server has, and no WebSocket.
  case html
  /// Sends everybody to another port.
  case redirects
  /// Refuses whatever is no TLS, as a TLS server does.
  case tlsAlone = "tls-alone"
  /// Bytes without any sense, without an end.
  case garbage
  /// JSON in 100,000 brackets, in the health answer as in the first frame.
  case deepJSON = "deep-json"
  /// `/readyz` names 3,000 failing channels; on the WebSocket it is well.
  case manyFailing = "many-failing"

  // MARK: In the upgrade to a WebSocket

  /// Answers the upgrade with a redirect to another port.
  case redirectsUpgrade = "redirects-upgrade"
  /// Agrees to the upgrade with the answer to another key.
  case wrongKey = "wrong-key"

  // MARK: In the place of the challenge

  /// Hangs up in the middle of a frame.
  case closesInFrame = "closes-in-frame"
  /// A frame that says it has 2^62 bytes.
  case hugeFrame = "huge-frame"
  /// A frame of 1 MB and one byte.
  case longFrame = "long-frame"
  /// All but the last byte of a frame of 1 MB.
  case unfinishedFrame = "unfinished-frame"
  /// One message in 100,000 frames.
  case fragmented
  /// Nine parts of 100,000 bytes of a message, and never the last one.
  case unfinishedMessage = "unfinished-message"
  /// A challenge that is masked, as only a client's frames are.
  case masked
  /// A challenge with the sign of a compressed frame (RSV1).
  case compressed
  /// A frame of a kind that does not exist.
  case unknownFrame = "unknown-frame"
  /// A close frame with a reason of 65,000 bytes.
  case longReason = "long-reason"
  /// Challenges as fast as possible.
  case challengeFlood = "challenge-flood"

  // MARK: In the place of the greeting

  /// The challenge is good; then it talks of other things, ten times a second, and never greets.
  case slowHello = "slow-hello"
  /// Greets somebody else: answers to requests that we have not made.
  case wrongOrigin = "wrong-origin"
  /// Stops listening once it was shown the token, so that another program can have the port.
  case portTakenOver = "port-taken-over"

  // MARK: Behind the greeting

  /// Ticks as fast as possible.
  case tickFlood = "tick-flood"
  /// Health as fast as possible.
  case healthFlood = "health-flood"
  /// Pings as fast as possible, whose answers it does not read.
  case pingFlood = "ping-flood"
  /// Messages of 60 frames each, as fast as possible.
  case fragmentFlood = "fragment-flood"
  /// Messages of half a megabyte, as fast as possible.
  case bigFlood = "big-flood"
  /// A text that is no UTF-8.
  case invalidUTF8 = "invalid-utf8"
  /// A tick interval of -1, of 1e400, of 9e18; times and counts to match, also in `/readyz`.
  case absurdNumbers = "absurd-numbers"
  /// 5,000 channels.
  case manyChannels = "many-channels"
  /// A version, a channel and its error of 100,000 characters each.
  case longWords = "long-words"
  /// A megabyte of JSON without any sense: 500,000 numbers in one list.
  case wideJSON = "wide-json"
}
