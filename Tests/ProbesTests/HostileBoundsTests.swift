import NIOCore
import NIOPosix
import NIOWebSocket
import Synchronization
import TestSupport
import Testing

@testable import OpenClaw
@testable import Probes
@testable import StandIn

/// The bounds of what one peer, and all peers together, may use up.
struct HostileBoundsTests {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  // MARK: One message

  private func frame(_ opcode: WebSocketOpcode, _ count: Int, fin: Bool) -> WebSocketFrame {
    WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(repeating: UInt8(ascii: "x"), count: count))
  }

  /// - Returns: the length of the message; nil where the frames make none.
  private func assemble(_ frames: [WebSocketFrame]) throws(ProbeFailure) -> Int? {
    var assembly = MessageAssembly()
    var whole: MessageAssembly.Message?
    for frame in frames { whole = try assembly.take(frame) }
    switch whole {
    case nil: return nil
    case .text(let text): return text.utf8.count
    case .binary(let size): return size
    }
  }

  private func parts(_ count: Int, of size: Int, _ opcode: WebSocketOpcode = .text) -> [WebSocketFrame] {
    (0..<count).map { frame($0 == 0 ? opcode : .continuation, size, fin: $0 == count - 1) }
  }

  @Test(arguments: [
    (1, 0), (1, WebSocketClient.messageLimit), (2, WebSocketClient.messageLimit / 2),
    (MessageAssembly.frames, 0),
    (MessageAssembly.frames, WebSocketClient.messageLimit / MessageAssembly.frames),
  ])
  func `a message within the limits is whole, in one frame as in many`(count: Int, size: Int) throws {
    for opcode in [WebSocketOpcode.text, .binary] {
      #expect(try assemble(parts(count, of: size, opcode)) == count * size)
      #expect(try assemble(Array(parts(count, of: size, opcode).dropLast())) == nil)
    }
  }

  @Test(arguments: [
    (2, WebSocketClient.messageLimit / 2 + 1), (MessageAssembly.frames + 1, 0), (100_000, 1),
  ])
  func `a message of too many bytes or frames is none`(count: Int, size: Int) {
    #expect(throws: ProbeFailure.brokenFrame) { try assemble(parts(count, of: size)) }
  }

  @Test func `frames that do not follow on each other are no message`() {
    let rows: [[WebSocketFrame]] = [
      [frame(.continuation, 1, fin: true)], [frame(.continuation, 1, fin: false)],
      [frame(.text, 1, fin: false), frame(.text, 1, fin: true)],
      [frame(.text, 1, fin: false), frame(.binary, 1, fin: false)],
      parts(2, of: 1) + [frame(.continuation, 1, fin: true)],
    ]
    for row in rows { #expect(throws: ProbeFailure.brokenFrame) { try assemble(row) } }
  }

  @Test(
    arguments: [
      ([0x61, 0xC3, 0xA4], 2, true), ([0x61, 0xC3, 0xA4], 1, true), ([0xFF], 1, false),
      ([0xC0, 0x80], 2, false),
      ([0x61, 0xC3], 1, false),
    ] as [([UInt8], Int, Bool)])
  func `a text is UTF-8, wherever its frames part it`(bytes: [UInt8], first: Int, isText: Bool) throws {
    var assembly = MessageAssembly()
    let halves = [bytes.prefix(first), bytes.dropFirst(first)].map { ByteBuffer(bytes: $0) }
    #expect(try assembly.take(WebSocketFrame(fin: false, opcode: .text, data: halves[0])) == nil)
    let rest = WebSocketFrame(fin: true, opcode: .continuation, data: halves[1])
    if isText {
      #expect(try assembly.take(rest) == .text(String(decoding: bytes, as: UTF8.self)))
    } else {
      #expect(throws: ProbeFailure.brokenFrame) { try assembly.take(rest) }
    }
  }

  // MARK: One connection

  private func connect(
    _ said: [ScriptedGateway.Said], _ test: (WebSocketClient, ScriptedGateway) async throws -> Void
  )
    async throws
  {
    let gateway = try ScriptedGateway(greeting: { _ in said })
    defer { gateway.close() }
    let client = try await WebSocketClient.connect(
      group: Self.group, host: "127.0.0.1", port: gateway.port, timeout: 60, memory: PeerMemory())
    try await test(client, gateway)
    client.close()
  }

  @Test func `64 messages may wait, and the next one is too many`() async throws {
    try await connect(Array(repeating: .text("{}"), count: 64) + [.ping("p")]) { client, gateway in
      #expect(await eventually { gateway.log.pongs == ["p"] })
      #expect(gateway.log.closed == 0)
    }
    try await connect(Array(repeating: .text("{}"), count: 65)) { client, gateway in
      #expect(await eventually { gateway.log.closed == 1 })
      var heard = 0
      await #expect(throws: ProbeFailure.tooFast) {
        for try await _ in client.messages { heard += 1 }
      }
      #expect(heard == 64)
    }
  }

  @Test func `a frame of 1 MB is read, and one byte more is none`() async throws {
    for (count, isRead) in [(WebSocketClient.messageLimit, true), (WebSocketClient.messageLimit + 1, false)] {
      try await connect([.text(String(repeating: "x", count: count))]) { client, _ in
        var messages = client.messages.makeAsyncIterator()
        if isRead {
          let message = try await messages.next()
          #expect(message?.utf8.count == count)
        } else {
          await #expect(throws: ProbeFailure.brokenFrame) { try await messages.next() }
        }
      }
    }
  }

  // MARK: All peers together

  @Test func `where there is no room whoever holds most has to go, and gives all of it back`() {
    let memory = PeerMemory()
    let gone = Mutex<[String]>([])
    func meter(_ name: String, _ count: Int) -> PeerMeter {
      let meter = PeerMeter(memory)
      meter.mayBeEvicted { gone.withLock { $0.append(name) } }
      #expect(meter.take(count))
      return meter
    }
    let small = meter("small", 100)
    let great = meter("great", 20 << 20)
    let less = meter("less", 10 << 20)
    // It would itself hold the most: nobody else pays for that.
    #expect(!less.take(11 << 20))
    #expect(gone.withLock { $0 }.isEmpty)
    #expect(small.take(3 << 20))
    #expect(gone.withLock { $0 } == ["great"])
    #expect(!great.take(1) && !great.give(1))
    #expect(less.give(10 << 20))
    #expect(small.take((29 << 20) - 100) && !small.take(1))
  }

  @Test func `what is understood holds nothing any more`() async throws {
    let text = "{\"type\":\"event\",\"event\":\"x\",\"payload\":\"\(String(repeating: "x", count: 10_000))\"}"
    let gateway = try ScriptedGateway(greeting: { _ in
      Array(repeating: .text(text), count: 30) + Array(repeating: .fragments([text, text]), count: 20)
        + [.binary([1, 2, 3]), .ping("p")]
    })
    defer { gateway.close() }
    let memory = PeerMemory()
    let client = try await WebSocketClient.connect(
      group: Self.group, host: "127.0.0.1", port: gateway.port, timeout: 60, memory: memory)
    var heard = 0
    for try await _ in client.messages {
      heard += 1
      if heard == 50 { break }
    }
    #expect(heard == 50)
    #expect(await eventually { gateway.log.pongs == ["p"] })
    // At most what has come with the last read, and has been left behind a frame there.
    #expect(PeerMeter(memory).take(PeerMemory.limit - 1000))
    client.close()
  }

  @Test func `answers over HTTP count with all that waits`() async throws {
    let peer = try RawPeer { _, number in
      number == 0
        ? .init("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n\(String(repeating: "x", count: 50_000))")
        : .json("{}")
    }
    defer { peer.close() }
    let memory = PeerMemory()
    let meter = PeerMeter(memory)
    #expect(meter.take(PeerMemory.limit - 40_000))
    let ask = { @Sendable in
      try await HTTPRound.ask(
        group: Self.group, host: "127.0.0.1", port: peer.port, paths: ["/a"], timeout: 60, memory: memory,
        goesOn: { _ in true })
    }
    await #expect(throws: ProbeFailure.tooMuchHeld(limit: PeerMemory.limit)) { try await ask() }
    #expect(try await ask().map(\.body) == ["{}"])
    // A round that is over holds nothing.
    #expect(await eventually { meter.take(40_000) })
  }

  // MARK: What it tells of itself

  @Test func `what is told is kept up to a bound, and what is cut off is marked`() throws {
    let bound = TellingBounds.text
    #expect(TellingBounds.cut(String(repeating: "ä", count: bound)).count == bound)
    #expect(TellingBounds.cut(String(repeating: "ä", count: bound + 1)).hasSuffix("ä…"))
    // One character with a thousand accents.
    #expect(
      TellingBounds.cut("e" + String(repeating: "\u{301}", count: 1000)).unicodeScalars.count == bound + 1)
    let names = (0..<TellingBounds.failing).map { "c\($0)" }
    #expect(TellingBounds.cut(failing: names) == names)
    #expect(TellingBounds.cut(failing: names + ["a", "b"]) == names + ["2 more"])
    let channels = (0..<TellingBounds.channels).map { Frames.Channel(name: "c\($0)", lastInboundMs: $0) }
    #expect(try TellingBounds.cut(channels) == channels)
    #expect(throws: ProbeFailure.tooManyChannels(limit: TellingBounds.channels)) {
      try TellingBounds.cut(channels + channels.prefix(1))
    }
  }

  @Test(
    arguments: [
      (nil, 60.0), (30_000, 60), (0, 2), (-1, 2), (Int.min, 2), (600_000, 1200),
      (9_000_000_000_000_000_000, 1200),
    ] as [(Int?, Double)])
  func `silence is allowed for two ticks, and neither for no time nor all day`(tick: Int?, seconds: Double) {
    #expect(TellingBounds.silence(tickIntervalMs: tick) == seconds)
  }
}
