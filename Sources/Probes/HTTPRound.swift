import NIOCore
import NIOHTTP1
import NIOPosix

/// Asks some paths one after another over one connection, and stops at the first answer that a rule rejects.
enum HTTPRound {
  /// - Parameters:
  ///   - atOnce: send all questions in one piece, for a peer that is known to answer them all.
  ///   - goesOn: whether the next path is worth asking after an answer.
  ///   - timeout: seconds for everything together.
  ///   - memory: what the answers may hold of it, all connections together.
  static func ask(
    group: any EventLoopGroup, host: String, port: Int, paths: [String], timeout: Double,
    atOnce: Bool = false, memory: PeerMemory = PeerMemory(),
    goesOn: @escaping @Sendable (HTTPAnswer) -> Bool
  ) async throws -> [HTTPAnswer] {
    // A literal address: asking the resolver would cost more than the question itself.
    guard let address = try? SocketAddress(ipAddress: host, port: port) else {
      throw ProbeFailure.noAddress(host: host)
    }
    let loop = group.next()
    let promise = loop.makePromise(of: [HTTPAnswer].self)
    let limit = TimeAmount.milliseconds(Int64(timeout * 1000))
    let meter = PeerMeter(memory)
    let channel = ClientBootstrap(group: loop).connectTimeout(limit)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PeerGate(meter))
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(
            HTTPRoundHandler(
              host: host, port: port, paths: paths, atOnce: atOnce, timeout: timeout, promise: promise,
              goesOn: goesOn))
        }
      }.connect(to: address)
    channel.whenFailure { error in
      let isTimeout = (error as? ChannelError).map { if case .connectTimeout = $0 { true } else { false } }
      promise.fail(
        isTimeout == true
          ? ProbeFailure.noAnswer(seconds: timeout) : ProbeFailure.refused)
    }
    promise.futureResult.whenComplete { _ in
      channel.whenSuccess { $0.close(promise: nil) }
    }
    return try await promise.futureResult.get()
  }
}

/// Sends the questions and collects the answers.
private final class HTTPRoundHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let host: String
  private let port: Int
  private var paths: ArraySlice<String>
  private let atOnce: Bool
  private var unanswered = 0
  /// Seconds for all answers, from the beginning of the connection.
  private let timeout: Double
  private var deadline: Scheduled<Void>?
  private let promise: EventLoopPromise<[HTTPAnswer]>
  private let goesOn: @Sendable (HTTPAnswer) -> Bool
  private var answers: [HTTPAnswer] = []
  private var head: HTTPResponseHead?
  private var body = ByteBuffer()

  init(
    host: String, port: Int, paths: [String], atOnce: Bool, timeout: Double,
    promise: EventLoopPromise<[HTTPAnswer]>, goesOn: @escaping @Sendable (HTTPAnswer) -> Bool
  ) {
    self.host = host
    self.port = port
    self.paths = paths[...]
    self.atOnce = atOnce
    self.timeout = timeout
    self.promise = promise
    self.goesOn = goesOn
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let limit = TimeAmount.milliseconds(Int64(timeout * 1000))
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [timeout] in
      self.conclude(ProbeFailure.noAnswer(seconds: timeout))
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelActive(context: ChannelHandlerContext) {
    repeat { askNext(context) } while atOnce && !paths.isEmpty
    context.flush()
  }

  private func askNext(_ context: ChannelHandlerContext) {
    guard let path = paths.popFirst() else { return }
    unanswered += 1
    let isLast = paths.isEmpty
    let headers = HTTPHeaders([
      ("Host", host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"),
      ("User-Agent", "gatehouse"), ("Accept", "application/json"),
      ("Connection", isLast ? "close" : "keep-alive"),
    ])
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(var part):
      body.writeBuffer(&part)
      // A body beyond the limit is cut off there.
      if body.readableBytes > HTTPAnswer.bodyLimit { finishAnswer(context) }
    case .end: finishAnswer(context)
    }
  }

  private func finishAnswer(_ context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    let answer = HTTPAnswer(
      status: Int(head.status.code), contentType: head.headers.first(name: "content-type") ?? "",
      body: String(buffer: body))
    answers.append(answer)
    unanswered -= 1
    let isLast = paths.isEmpty && unanswered == 0
    if isLast || body.readableBytes > HTTPAnswer.bodyLimit || !goesOn(answer) || !head.isKeepAlive {
      promise.succeed(answers)
    } else if unanswered == 0 {
      askNext(context)
      context.flush()
    }
  }

  func channelInactive(context: ChannelHandlerContext) { conclude(ProbeFailure.closed) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    conclude(error as? ProbeFailure ?? .noHTTP)
    context.close(promise: nil)
  }

  /// What ends after some answers, the connection or the time, still brought those.
  private func conclude(_ failure: ProbeFailure) {
    if answers.isEmpty { promise.fail(failure) } else { promise.succeed(answers) }
  }
}
