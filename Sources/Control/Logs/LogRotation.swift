import GatewayModel
import Host
import OpenClaw

/// Puts a long log aside: copies it, then empties it. The gateway holds the file open for append, so it is never renamed.
struct LogRotation: Sendable {
  let paths: GatehousePaths
  let files: Machine.Files
  let settings: GatehouseConfig.Logs

  /// - Returns: what went wrong; nil also where nothing was to be done, or another Gatehouse is at it.
  func rotate(_ log: String) -> FileFailure? {
    guard (files.status(log)?.size ?? 0) > settings.rotateAt else { return nil }
    let name = log.parts(at: "/").last.map(String.init) ?? "log"
    switch files.lock("\(paths.locks)/rotate-\(name).lock") {
    case .failure(let failure): return failure
    case .success(nil): return nil
    case .success(let lock?):
      defer { withExtendedLifetime(lock) {} }
      guard (files.status(log)?.size ?? 0) > settings.rotateAt else { return nil }
      // A finished copy that a Gatehouse left when it died is moved first.
      if let failure = shift(log) { return failure }
      // Older logs are moved only after the copy is complete, so that no line is lost if this is interrupted.
      return files.copyAndEmpty(log, "\(log).0") ?? shift(log)
    }
  }

  /// Gives a finished copy, `.0`, the place of the newest older log.
  private func shift(_ log: String) -> FileFailure? {
    guard files.status("\(log).0") != nil else { return nil }
    for number in stride(from: settings.kept - 1, through: 0, by: -1)
    where files.status("\(log).\(number)") != nil {
      if let failure = files.rename("\(log).\(number)", "\(log).\(number + 1)") { return failure }
    }
    return nil
  }
}
