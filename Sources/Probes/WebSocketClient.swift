import Host
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// One WebSocket connection: text frames in, text frames out.
struct WebSocketClient: Sendable {
  /// A frame or message beyond this ends the connection: 1 MB. A gateway's greeting has some ten kilobytes.
  static let messageLimit = 1 << 20

  /// So many messages may wait to be looked at.
  private static let waiting = 64

  let channel: any Channel
  private let meter: PeerMeter
  private let stream: AsyncThrowingStream<String, any Error>
  private let continuation: AsyncThrowingStream<String, any Error>.Continuation

  /// Text messages in order; ends when the connection does. Throws a `ProbeFailure` where the peer was hung up on.
  var messages: some AsyncSequence<String, any Error> {
    stream.map { [meter] message in
      // Whoever was hung up on to make room has left messages behind, and they are its own loss.
      guard meter.give(message.utf8.count) else { throw ProbeFailure.tooMuchHeld(limit: PeerMemory.limit) }
      return message
    }
  }

  /// - Parameters:
  ///   - timeout: seconds for connection and upgrade together.
  ///   - memory: what it may hold of it, all connections together.
  static func connect(
    group: any EventLoopGroup, host: String, port: Int, timeout: Double, memory: PeerMemory
  ) async throws -> WebSocketClient {
    let (stream, continuation) = AsyncThrowingStream<String, any Error>.makeStream(
      bufferingPolicy: .bufferingOldest(waiting))
    let meter = PeerMeter(memory)
    let limit = TimeAmount.milliseconds(Int64(timeout * 1000))
    let upgrader = NIOTypedWebSocketClientUpgrader<Void>(
      // What is broken is told as such, and not as a connection that was closed.
      maxFrameSize: messageLimit, enableAutomaticErrorHandling: false,
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture {
          let gate = try channel.pipeline.syncOperations.handler(type: PeerGate.self)
          try channel.pipeline.syncOperations.addHandler(FrameHandler(continuation, meter, gate))
        }
      })
    let headers = HTTPHeaders([
      ("Host", host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"), ("User-Agent", "gatehouse"),
    ])
    let upgrade = NIOTypedHTTPClientUpgradeConfiguration(
      upgradeRequestHead: HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: headers),
      upgraders: [upgrader],
      notUpgradingCompletionHandler: { channel in
        channel.eventLoop.makeFailedFuture(ProbeFailure.noWebSocket)
      })
    let (channel, upgraded) = try await ClientBootstrap(group: group).connectTimeout(limit)
      .connect(to: SocketAddress(ipAddress: host, port: port)) { channel in
        channel.eventLoop.makeCompletedFuture {
          var configuration = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
          // A gateway speaks first: its challenge may come in one piece with the upgrade's answer.
          configuration.leftOverBytesStrategy = .forwardBytes
          try channel.pipeline.syncOperations.addHandler(PeerGate(meter))
          let future = try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
            configuration: configuration)
          return (channel, future)
        }
      }
    // A peer that hangs up right behind its answer may be gone before the pipeline has the handler that would notice.
    channel.closeFuture.whenComplete { _ in continuation.finish() }
    let deadline = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    defer { deadline.cancel() }
    do {
      try await upgraded.get()
    } catch {
      channel.close(promise: nil)
      continuation.finish()
      throw error as? ProbeFailure ?? .noWebSocket
    }
    return WebSocketClient(channel: channel, meter: meter, stream: stream, continuation: continuation)
  }

  /// Both ends of the connection; nil where it is closed already.
  var connection: Connection? {
    guard let server = channel.remoteAddress.flatMap(Self.end),
      let client = channel.localAddress.flatMap(Self.end)
    else { return nil }
    return Connection(server: server, client: client)
  }

  private static func end(_ address: SocketAddress) -> Connection.End? {
    guard let literal = address.ipAddress, let port = address.port else { return nil }
    return Connection.End(address: literal, port: port)
  }

  func send(_ text: String) {
    let frame = WebSocketFrame(
      fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(string: text))
    channel.writeAndFlush(frame, promise: nil)
  }

  func close() { channel.close(promise: nil) }

  /// Closes the connection after some seconds unless cancelled, a day at most: its messages end with `noAnswer`.
  func closeAfter(_ seconds: Double) -> Scheduled<Void> {
    let (channel, continuation) = (channel, continuation)
    let limited = min(max(seconds, 0), 86_400)
    return channel.eventLoop.scheduleTask(in: .milliseconds(Int64(limited * 1000))) {
      continuation.finish(throwing: ProbeFailure.noAnswer(seconds: limited))
      channel.close(promise: nil)
    }
  }
}
