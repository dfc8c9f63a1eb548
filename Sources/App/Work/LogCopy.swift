import Control
import Foundation
import GatewayModel
import Host

/// A log as it may be read by any program: without secrets and escape sequences.
enum LogCopy {
  /// Bytes of a log's end that are copied.
  private static let limit = 64 << 20

  /// - Returns: the path of the copy, which is the caller's to remove.
  static func make(
    of id: GatewayID, own: Bool, session: Session
  ) async -> Result<String, ActionRefusal> {
    let controller = session.controller
    let place: LogPlace
    switch await controller.log(of: id, own ? .own : nil) {
    case .failure(let reason): return .failure(reason)
    case .success(let found): place = found
    }
    var follower = LogFollower(
      path: place.path, source: place.source, files: session.host.files,
      redactor: await controller.redactor(), window: limit)
    switch follower.next() {
    case .failure(let failure): return .failure(.file(.unreadableLog(path: place.path, failure)))
    case .success(let news):
      let lines = news.lines + [follower.unfinished].compactMap(\.self)
      let path = "\(session.paths.stateDir)/view-\(UUID().uuidString).log"
      let failure =
        session.host.files.makeDirectory(session.paths.stateDir, 0o700)
        ?? session.host.files.write(path, lines.joined(separator: "\n") + "\n", 0o600)
      return failure.map { .failure(.file(.unwritableLogCopy(path: path, $0))) }
        ?? .success(path)
    }
  }
}
