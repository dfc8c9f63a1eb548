import NIOCore
import NIOPosix
import Synchronization

/// Whatever listens on a port: it answers each question with given bytes.
final class RawPeer: Sendable {
  struct Reply: Sendable {
    var bytes: [UInt8]
    /// Whether it hangs up behind them.
    var closes: Bool

    init(_ text: String, closes: Bool = false) {
      bytes = Array(text.utf8)
      self.closes = closes
    }

    /// Nothing, for ever.
    static let silence = Reply("")
    static let hangsUp = Reply("", closes: true)

    static func json(_ body: String, status: String = "200 OK", headers: String = "") -> Reply {
      Reply(
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(headers)"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
  }

  private struct Log {
    var connections = 0
    var questions: [String] = []
  }

  /// The prober sets the shared group to one thread; this one lives as long as the tests.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let channel: any Channel
  private let log = SharedLog()
  let port: Int

  /// - Parameter reply: to the head of a request, and how many came before it on all connections.
  convenience init(_ host: String = "127.0.0.1", reply: Reply) throws {
    try self.init(host) { _, _ in reply }
  }

  init(
    _ host: String = "127.0.0.1", reply: @escaping @Sendable (_ question: String, _ number: Int) -> Reply
  ) throws {
    let log = log
    channel = try ServerBootstrap(group: Self.group)
      .childChannelInitializer { channel in
        log.value.withLock { $0.connections += 1 }
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            Handler { question in
              let number = log.value.withLock { log in
                log.questions.append(question)
                return log.questions.count - 1
              }
              return reply(question, number)
            })
        }
      }.bind(host: host, port: 0).wait()
    port = channel.localAddress?.port ?? 0
  }

  /// The heads of the requests, in their order.
  var questions: [String] { log.value.withLock { $0.questions } }
  var paths: [String] { questions.map { String($0.split(separator: " ").dropFirst().first ?? "") } }
  var connections: Int { log.value.withLock { $0.connections } }

  /// Nobody listens any more afterwards.
  func close() { try? channel.close().wait() }

  private final class SharedLog: Sendable {
    let value = Mutex(Log())
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let reply: (String) -> Reply
    private var heard = ""

    init(_ reply: @escaping (String) -> Reply) { self.reply = reply }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      heard += String(buffer: unwrapInboundIn(data))
      while let end = heard.firstRange(of: "\r\n\r\n") {
        let answer = reply(String(heard[..<end.lowerBound]))
        heard = String(heard[end.upperBound...])
        if !answer.bytes.isEmpty {
          context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer.bytes)), promise: nil)
        }
        if answer.closes { context.close(promise: nil) }
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
