import NIOCore
import NIOPosix
import Synchronization

/// The base port of a hostile gateway.
final class HostileServer: Sendable {
  let mode: HostileMode
  /// The port that it sends others to.
  let elsewhere: Int
  let note: @Sendable (HostileNote) -> Void
  private let group: any EventLoopGroup
  private let listeners = Mutex<[any Channel]>([])

  init(
    _ mode: HostileMode, group: any EventLoopGroup, elsewhere: Int = 1,
    note: @escaping @Sendable (HostileNote) -> Void = { _ in }
  ) {
    self.mode = mode
    self.group = group
    self.elsewhere = elsewhere
    self.note = note
  }

  /// Binds one address; throws where it is taken.
  func bind(_ host: String, port: Int) throws -> any Channel {
    let listener = try ServerBootstrap(group: group).serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        self.note(.opened(port: channel.remoteAddress?.port ?? 0))
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(HostileHandler(self))
        }
      }.bind(host: host, port: port).wait()
    listeners.withLock { $0.append(listener) }
    return listener
  }

  /// From the end of the future on nobody listens.
  func leave(on loop: any EventLoop) -> EventLoopFuture<Void> {
    let listeners = listeners.withLock { $0 }
    return .andAllComplete(listeners.map { $0.close() }, on: loop)
  }
}
