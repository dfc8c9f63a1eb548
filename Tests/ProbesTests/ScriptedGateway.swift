import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization

@testable import StandIn

/// A gateway's port whose words over WebSocket a test writes; over HTTP it has one answer.
final class ScriptedGateway: Sendable {
  enum Said: Sendable {
    case text(String)
    /// One message in several frames.
    case fragments([String])
    case binary([UInt8])
    case ping(String)
    case hangUp
  }

  struct Log: Sendable {
    var opened = 0
    var closed = 0
    var heard: [String] = []
    var pongs: [String] = []
    var clientPorts: [Int] = []
  }

  static let challenge = Said.text(
    "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":1}}")
  static let page = StandInAnswer(200, "text/html", "<!doctype html><title>OpenClaw Control</title>\n")

  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let channel: any Channel
  private let shared: Shared
  let port: Int

  /// - Parameters:
  ///   - http: answers a path; nil where it is no HTTP server.
  ///   - greeting: what it says first on the connection of a number, beginning with 0.
  ///   - answer: what it says to a text.
  init(
    http: @escaping @Sendable (String) -> StandInAnswer = { _ in page },
    greeting: @escaping @Sendable (Int) -> [Said] = { _ in [challenge] },
    answer: @escaping @Sendable (_ text: String, _ connection: Int) -> [Said] = { _, _ in [] }
  ) throws {
    let shared = Shared()
    let upgrader = NIOWebSocketServerUpgrader(
      maxFrameSize: 1 << 22, automaticErrorHandling: true,
      shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
      upgradePipelineHandler: { channel, _ in
        let number = shared.log.withLock { log in
          log.opened += 1
          log.clientPorts.append(channel.remoteAddress?.port ?? 0)
          return log.opened - 1
        }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            Handler(shared, greeting: greeting(number)) { answer($0, number) })
        }
      })
    channel = try ServerBootstrap(group: Self.group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = StandInHTTPHandler { path, _ in http(path) }
          let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withServerUpgrade: (
              [upgrader],
              { context in context.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }
            ))
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }.bind(host: "127.0.0.1", port: 0).wait()
    self.shared = shared
    port = channel.localAddress?.port ?? 0
  }

  /// Challenges, and answers what it is told.
  convenience init(answering answer: @escaping @Sendable (_ text: String, _ connection: Int) -> [Said]) throws
  {
    try self.init(answer: answer)
  }

  var log: Log { shared.log.withLock { $0 } }

  func close() { try? channel.close().wait() }

  /// The answer to a `connect` request with its id.
  static func result(to request: String, _ rest: String) -> Said {
    let id = request.firstRange(of: "\"id\":\"gatehouse-").map { range in
      "gatehouse-" + request[range.upperBound...].prefix { $0.isNumber }
    }
    return .text("{\"type\":\"res\",\"id\":\"\(id ?? "none")\",\(rest)}")
  }

  static func hello(to request: String, tickMs: Int = 30_000) -> Said {
    result(
      to: request,
      "\"ok\":true,\"payload\":{\"type\":\"hello-ok\",\"server\":{\"version\":\"2026.9.4\"},"
        + "\"policy\":{\"tickIntervalMs\":\(tickMs)}}")
  }

  static func refusal(of request: String, _ code: String) -> Said {
    result(
      to: request, "\"ok\":false,\"error\":{\"code\":\"INVALID_REQUEST\",\"details\":{\"code\":\"\(code)\"}}")
  }

  private final class Shared: Sendable {
    let log = Mutex(Log())
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let shared: Shared
    private let greeting: [Said]
    private let answer: (String) -> [Said]

    init(_ shared: Shared, greeting: [Said], answer: @escaping (String) -> [Said]) {
      self.shared = shared
      self.greeting = greeting
      self.answer = answer
    }

    func handlerAdded(context: ChannelHandlerContext) { say(greeting, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let frame = unwrapInboundIn(data)
      let text = String(buffer: frame.unmaskedData)
      switch frame.opcode {
      case .text:
        shared.log.withLock { $0.heard.append(text) }
        say(answer(text), context)
      case .pong: shared.log.withLock { $0.pongs.append(text) }
      default: return
      }
    }

    func channelInactive(context: ChannelHandlerContext) { shared.log.withLock { $0.closed += 1 } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func say(_ all: [Said], _ context: ChannelHandlerContext) {
      for said in all {
        switch said {
        case .text(let text): send(.text, Array(text.utf8), context)
        case .binary(let bytes): send(.binary, bytes, context)
        case .ping(let text): send(.ping, Array(text.utf8), context)
        case .fragments(let parts):
          for (index, part) in parts.enumerated() {
            send(
              index == 0 ? .text : .continuation, Array(part.utf8), context, fin: index == parts.count - 1)
          }
        case .hangUp: context.close(promise: nil)
        }
      }
    }

    private func send(
      _ opcode: WebSocketOpcode, _ bytes: [UInt8], _ context: ChannelHandlerContext, fin: Bool = true
    ) {
      let frame = WebSocketFrame(fin: fin, opcode: opcode, data: ByteBuffer(bytes: bytes))
      context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    }
  }
}
