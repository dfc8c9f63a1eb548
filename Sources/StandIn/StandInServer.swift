import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import OpenClaw

/// The ports of a stand-in gateway.
struct StandInServer: Sendable {
  let group: MultiThreadedEventLoopGroup
  let port: Int
  let settings: StandInSettings
  let token: String?
  /// Seconds since boot.
  let startedAt: Double
  let phase: StandInPhase
  /// Who answers in its place.
  var hostile: HostileServer?

  /// Binds one address; throws where it is taken.
  func bindGateway(_ host: String) throws -> any Channel {
    if let hostile { return try hostile.bind(host, port: port) }
    return try ServerBootstrap(group: group).serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        if settings.hangs { return channel.eventLoop.makeSucceededVoidFuture() }
        let upgrader = NIOWebSocketServerUpgrader(
          maxFrameSize: 1 << 16, automaticErrorHandling: true,
          shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
          upgradePipelineHandler: { channel, _ in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(
                StandInSocketHandler(server: self))
            }
          })
        return channel.eventLoop.makeCompletedFuture {
          let handler = StandInHTTPHandler { answer($0, method: $1) }
          let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false,
            withServerUpgrade: (
              [upgrader],
              { context in context.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }
            ))
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }.bind(host: host, port: port).wait()
  }

  /// A plain HTTP server, as browser control, relay and Chrome are.
  static func bindPlain(
    group: MultiThreadedEventLoopGroup, host: String, port: Int,
    answer: @escaping @Sendable (String, HTTPMethod) -> StandInAnswer
  ) throws -> any Channel {
    try ServerBootstrap(group: group).serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(StandInHTTPHandler(answer))
        }
      }.bind(host: host, port: port).wait()
  }

  private func answer(_ path: String, method: HTTPMethod) -> StandInAnswer {
    let probes = ["/health", "/healthz", "/ready", "/readyz"]
    switch settings.health {
    case .html: return StandInAnswer(200, "text/html", "<!doctype html><title>OpenClaw Control</title>\n")
    case .plain: return StandInAnswer(503, "text/plain", "Control UI assets not found\n")
    case .json:
      guard probes.contains(path) else { return StandInAnswer(404, "text/plain", "Not Found\n") }
      guard method == .GET || method == .HEAD else {
        return StandInAnswer(405, "text/plain", "Method Not Allowed\n")
      }
      if path.hasPrefix("/health") {
        return StandInAnswer(200, "application/json", "{\"ok\":true,\"status\":\"live\"}")
      }
      let failing = phase.names(settings) + settings.failing
      let names = failing.map { "\"\($0)\"" }.joined(separator: ",")
      return StandInAnswer(
        failing.isEmpty ? 200 : 503, "application/json",
        "{\"ready\":\(failing.isEmpty),\"failing\":[\(names)],\"uptimeMs\":\(uptimeMs)}")
    }
  }

  var uptimeMs: Int64 { Int64((StandInClock.uptime - startedAt) * 1000) }
}

struct StandInAnswer: Sendable {
  var status: Int
  var contentType: String
  var body: String

  init(_ status: Int, _ contentType: String, _ body: String) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }
}

/// Answers requests by path.
final class StandInHTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: @Sendable (String, HTTPMethod) -> StandInAnswer
  private var head: HTTPRequestHead?

  init(_ answer: @escaping @Sendable (String, HTTPMethod) -> StandInAnswer) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: return
    case .end:
      guard let head else { return }
      let answer = answer(String(head.uri.prefix { $0 != "?" }), head.method)
      var headers = HTTPHeaders([
        ("Content-Type", answer.contentType), ("Cache-Control", "no-store"),
        ("Content-Length", String(answer.body.utf8.count)),
      ])
      if answer.status == 405 { headers.add(name: "Allow", value: "GET, HEAD") }
      let response = HTTPResponseHead(
        version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
      context.write(wrapOutboundOut(.head(response)), promise: nil)
      if head.method != .HEAD {
        let buffer = context.channel.allocator.buffer(string: answer.body)
        context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
      }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      if !head.isKeepAlive { context.close(promise: nil) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
