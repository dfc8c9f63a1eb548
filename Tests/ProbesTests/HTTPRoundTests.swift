import NIOPosix
import TestSupport
import Testing

@testable import Probes

/// Questions over HTTP to peers that answer well, badly or not at all.
struct HTTPRoundTests {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private func ask(
    _ port: Int, host: String = "127.0.0.1", _ paths: [String] = ["/healthz"], timeout: Double = 60,
    atOnce: Bool = false, goesOn: @escaping @Sendable (HTTPAnswer) -> Bool = { _ in true }
  ) async throws -> [HTTPAnswer] {
    try await HTTPRound.ask(
      group: Self.group, host: host, port: port, paths: paths, timeout: timeout, atOnce: atOnce,
      goesOn: goesOn)
  }

  private func failure(_ reply: RawPeer.Reply, timeout: Double = 60) async throws -> String? {
    let peer = try RawPeer(reply: reply)
    defer { peer.close() }
    do {
      _ = try await ask(peer.port, timeout: timeout)
      return nil
    } catch { return ProbeFailure(error).message }
  }

  // MARK: What is no answer

  struct Bad: Sendable, CustomTestStringConvertible {
    var what: String
    var reply: RawPeer.Reply
    var says: String

    var testDescription: String { what }
  }

  private static let notHTTP = "not HTTP"
  private static let bad = [
    Bad(what: "another protocol", reply: .init("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"), says: notHTTP),
    Bad(what: "no status line", reply: .init("{\"ok\":true}\r\n\r\n"), says: notHTTP),
    Bad(what: "a start of TLS", reply: .init("\u{15}\u{03}\u{01}\0\u{02}\u{02}\u{46}"), says: notHTTP),
    Bad(what: "a status that is no number", reply: .init("HTTP/1.1 OK\r\n\r\n"), says: notHTTP),
    Bad(
      what: "a header of 200 KB",
      reply: .init("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n"), says: notHTTP),
    Bad(
      what: "a length that is no number", reply: .init("HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n"),
      says: notHTTP),
    Bad(what: "nothing, and a close", reply: .hangsUp, says: "closed without an answer"),
    Bad(what: "half a status line", reply: .init("HTTP/1.1 2", closes: true), says: ""),
    Bad(what: "half a head", reply: .init("HTTP/1.1 200 OK\r\nContent-", closes: true), says: ""),
    Bad(
      what: "half a body",
      reply: .init("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":", closes: true), says: ""),
    Bad(
      what: "half a chunk",
      reply: .init("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"ok\":", closes: true),
      says: ""),
  ]

  @Test(arguments: bad) func `what is no whole answer is none`(_ row: Bad) async throws {
    let message = try #require(try await failure(row.reply))
    #expect(row.says.isEmpty || message.contains(row.says))
  }

  @Test(arguments: [
    ("nothing at all", RawPeer.Reply.silence),
    ("half a head", .init("HTTP/1.1 200 OK\r\nContent-")),
    ("half a body", .init("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":")),
  ])
  func `a peer that falls silent is given up after the limit`(what: String, reply: RawPeer.Reply) async throws
  {
    #expect(try await failure(reply, timeout: 0.05) == "no answer within 0.05 s", "\(what)")
  }

  @Test func `a name is no address, and nobody is asked for it`() async throws {
    await #expect(throws: ProbeFailure.noAddress(host: "localhost")) {
      try await ask(1, host: "localhost")
    }
  }

  @Test(arguments: [(3.0, "3 s"), (0.5, "0.5 s"), (2.25, "2.25 s")])
  func `the limit is said without a needless fraction`(seconds: Double, text: String) {
    #expect(ProbeFailure.noAnswer(seconds: seconds).message == "no answer within \(text)")
  }

  // MARK: What is an answer

  struct Good: Sendable, CustomTestStringConvertible {
    var what: String
    var reply: RawPeer.Reply
    var status = 200
    var body = "{\"ok\":true}"
    var contentType = ""

    var testDescription: String { what }
  }

  private static let good = [
    Good(what: "with a length", reply: .json("{\"ok\":true}"), contentType: "application/json"),
    Good(
      what: "in chunks",
      reply: .init(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ok\"\r\n6\r\n:true}\r\n0\r\n\r\n")),
    Good(what: "up to the close", reply: .init("HTTP/1.1 200 OK\r\n\r\n{\"ok\":true}", closes: true)),
    Good(
      what: "of HTTP 1.0",
      reply: .init("HTTP/1.0 200 OK\r\ncontent-type: text/x\r\n\r\n{\"ok\":true}", closes: true),
      contentType: "text/x"),
    Good(
      what: "behind an interim one",
      reply: .init(
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}")),
    Good(what: "without a body", reply: .init("HTTP/1.1 204 No Content\r\n\r\n"), status: 204, body: ""),
    Good(
      what: "to another place",
      reply: .init("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
      status: 302, body: ""),
    Good(
      what: "of a server in trouble", reply: .json("{}", status: "503 X"), status: 503, body: "{}",
      contentType: "application/json"),
    Good(
      what: "that is no UTF-8",
      reply: {
        var reply = RawPeer.Reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
        reply.bytes += [0xFF, 0x41]
        return reply
      }(),
      body: "\u{FFFD}A"),
  ]

  @Test(arguments: good) func `an answer is read, however it is sent`(_ row: Good) async throws {
    let peer = try RawPeer(reply: row.reply)
    defer { peer.close() }
    let answer = HTTPAnswer(status: row.status, contentType: row.contentType, body: row.body)
    #expect(try await ask(peer.port) == [answer])
    #expect(peer.questions.count == 1)
  }

  @Test func `a body of the limit is whole, and one that never ends is cut`() async throws {
    let limit = HTTPAnswer.bodyLimit
    let whole = String(repeating: "x", count: limit)
    let peer = try RawPeer { question, _ in
      question.contains("/endless")
        ? .init(
          "HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n" + String(repeating: "y", count: limit + 1))
        : .json(whole)
    }
    defer { peer.close() }
    let answers = try await ask(peer.port, ["/whole", "/endless", "/never"])
    #expect(answers.map(\.status) == [200, 200])
    #expect(answers.first?.body == whole)
    #expect(answers.last?.body.hasPrefix("yyy") == true)
    #expect(peer.paths == ["/whole", "/endless"])
  }

  // MARK: How it is asked

  @Test func `a question says what a gateway takes for a direct one of this machine`() async throws {
    let peer = try RawPeer(reply: .json("{}"))
    defer { peer.close() }
    _ = try await ask(peer.port, ["/healthz", "/readyz"])
    #expect(peer.paths == ["/healthz", "/readyz"])
    #expect(peer.connections == 1)
    for question in peer.questions {
      #expect(question.hasPrefix("GET /"))
      #expect(question.contains("Host: 127.0.0.1:\(peer.port)\r\n"))
      // openclaw-facts.md section 5.1: a forwarded question is a remote one. None needs a token.
      for header in ["Forwarded", "X-Real-IP", "Authorization", "Origin"] {
        #expect(!question.contains(header), "\(header)")
      }
    }
    #expect(peer.questions.first?.contains("keep-alive") == true)
    #expect(peer.questions.last?.contains("Connection: close") == true)
  }

  @Test func `an address with colons is bracketed`() async throws {
    // A host without IPv6 has nothing to ask.
    guard let peer = try? RawPeer("::1", reply: .json("{}")) else { return }
    defer { peer.close() }
    _ = try await ask(peer.port, host: "::1")
    #expect(peer.questions.first?.contains("Host: [::1]:\(peer.port)\r\n") == true)
  }

  @Test func `the next question waits for the answer to the last, unless all are sent at once`() async throws
  {
    let peer = try RawPeer { question, _ in question.contains("/b") ? .json("{}") : .silence }
    defer { peer.close() }
    await #expect(throws: ProbeFailure.self) { try await ask(peer.port, ["/a", "/b"], timeout: 0.05) }
    #expect(peer.paths == ["/a"])
    _ = try? await ask(peer.port, ["/a", "/b", "/c"], timeout: 0.05, atOnce: true)
    #expect(await eventually { peer.paths == ["/a", "/a", "/b", "/c"] })
  }

  @Test(arguments: [false, true])
  func `answers come in the order of the questions, until one is enough`(atOnce: Bool) async throws {
    let peer = try RawPeer { _, number in .json("{\"n\":\(number)}") }
    defer { peer.close() }
    let answers = try await ask(peer.port, ["/a", "/b", "/c"], atOnce: atOnce) { $0.body != "{\"n\":1}" }
    #expect(answers.map(\.body) == ["{\"n\":0}", "{\"n\":1}"])
    if !atOnce { #expect(peer.paths == ["/a", "/b"]) }
  }

  @Test(arguments: [
    ("with a word", RawPeer.Reply.json("{}", headers: "Connection: close\r\n")),
    (
      "without one",
      {
        var reply = RawPeer.Reply.json("{}")
        reply.closes = true
        return reply
      }()
    ),
  ])
  func `a connection that ends after some answers still brought those`(
    what: String, reply: RawPeer.Reply
  ) async throws {
    let peer = try RawPeer(reply: reply)
    defer { peer.close() }
    let answers = try await ask(peer.port, ["/a", "/b"])
    #expect(answers.map(\.body) == ["{}"], "\(what)")
  }
}
