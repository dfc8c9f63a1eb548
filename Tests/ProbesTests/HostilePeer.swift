import NIOCore
import NIOPosix
import Synchronization

@testable import StandIn

/// A hostile gateway in this process, and what it has heard.
final class HostilePeer: Sendable {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let heard: Heard
  private let channel: any Channel
  let port: Int

  /// - Parameters:
  ///   - port: throws where it is taken; any free one where 0.
  ///   - elsewhere: the port that it sends others to.
  init(_ mode: HostileMode, port: Int = 0, elsewhere: Int = 1) throws {
    let heard = Heard()
    self.heard = heard
    let server = HostileServer(mode, group: Self.group, elsewhere: elsewhere) { note in
      heard.notes.withLock { $0.append(note) }
    }
    channel = try server.bind("127.0.0.1", port: port)
    self.port = channel.localAddress?.port ?? 0
  }

  var notes: [HostileNote] { heard.notes.withLock { $0 } }

  /// The ports at the other ends of all its connections.
  var clients: [Int] { notes.compactMap { if case .opened(let port) = $0 { port } else { nil } } }

  /// How often a text was heard, in whatever it came.
  func count(of text: String) -> Int { notes.count { $0.line.contains(text) } }

  /// Nobody listens any more afterwards.
  func close() {
    // It may have left its port by itself.
    try? channel.close().wait()
  }

  private final class Heard: Sendable {
    let notes = Mutex<[HostileNote]>([])
  }
}
