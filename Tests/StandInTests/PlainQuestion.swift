import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A question over HTTP with any method, and the whole answer as it comes.
enum PlainQuestion {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// - Returns: everything that was said before the connection ended.
  static func ask(_ port: Int, _ method: String, _ path: String) async throws -> String {
    let promise = group.next().makePromise(of: String.self)
    let channel = try await ClientBootstrap(group: group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(Listener(promise))
      }
    }.connect(host: "127.0.0.1", port: port).get()
    let text = "\(method) \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    try await channel.writeAndFlush(ByteBuffer(string: text))
    return try await promise.futureResult.get()
  }

  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<String>
    private var heard = ByteBuffer()

    init(_ promise: EventLoopPromise<String>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var part = unwrapInboundIn(data)
      heard.writeBuffer(&part)
    }

    func channelInactive(context: ChannelHandlerContext) { promise.succeed(String(buffer: heard)) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
