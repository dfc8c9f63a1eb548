import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// One WebSocket connection: text frames in, text frames out.
struct WebSocketClient: Sendable {
  /// A message beyond this ends the connection: 1 MB. A gateway's greeting has some ten kilobytes.
  static let messageLimit = 1 << 20

  let channel: any Channel
  /// Text messages in order; ends when the connection does.
  let messages: AsyncStream<String>

  /// - Parameter timeout: seconds for connection and upgrade together.
  static func connect(
    group: any EventLoopGroup, host: String, port: Int, timeout: Double
  ) async throws -> WebSocketClient {
    let (messages, continuation) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(64))
    let limit = TimeAmount.milliseconds(Int64(timeout * 1000))
    let upgrader = NIOTypedWebSocketClientUpgrader<Void>(
      maxFrameSize: messageLimit,
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            NIOWebSocketFrameAggregator(
              minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 64, maxAccumulatedFrameSize: messageLimit),
            FrameHandler(continuation),
          ])
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
      throw ProbeFailure.noWebSocket
    }
    return WebSocketClient(channel: channel, messages: messages)
  }

  /// Our own port of the connection.
  var localPort: Int? { channel.localAddress?.port }

  func send(_ text: String) {
    let frame = WebSocketFrame(
      fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(string: text))
    channel.writeAndFlush(frame, promise: nil)
  }

  func close() { channel.close(promise: nil) }

  /// Closes the connection after some seconds unless cancelled; a day at most.
  func closeAfter(_ seconds: Double) -> Scheduled<Void> {
    let channel = channel
    let limited = min(max(seconds, 0), 86_400)
    return channel.eventLoop.scheduleTask(in: .milliseconds(Int64(limited * 1000))) {
      channel.close(promise: nil)
    }
  }
}

/// Hands text frames on and answers pings.
private final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let continuation: AsyncStream<String>.Continuation

  init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text: continuation.yield(String(buffer: frame.unmaskedData))
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose: context.close(promise: nil)
    default: return
    }
  }

  func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
