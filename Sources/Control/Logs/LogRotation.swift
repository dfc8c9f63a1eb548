import Fleet
import Host

/// Puts a long log aside: copies it, then empties it. The gateway holds the file open for append, so it is never renamed.
struct LogRotation: Sendable {
  let paths: GatehousePaths
  let files: Host.Files
  let settings: GatehouseConfig.Logs

  /// - Returns: what went wrong; nil also where nothing was to be done, or another Gatehouse is at it.
  func rotate(_ log: String) -> FileFailure? {
    guard (files.status(log)?.size ?? 0) > settings.rotateAt else { return nil }
    let name = log.split(separator: "/").last.map(String.init) ?? "log"
    switch files.lock("\(paths.locks)/rotate-\(name).lock") {
    case .failure(let failure): return failure
    case .success(nil): return nil
    case .success(let lock?):
      defer { withExtendedLifetime(lock) {} }
      guard (files.status(log)?.size ?? 0) > settings.rotateAt else { return nil }
      // Whatever happens in between, each line is in one of the files.
      for number in stride(from: settings.kept - 1, through: 1, by: -1)
      where files.status("\(log).\(number)") != nil {
        if let failure = files.rename("\(log).\(number)", "\(log).\(number + 1)") { return failure }
      }
      return files.copyAndEmpty(log, "\(log).1")
    }
  }
}

extension Controller {
  /// Only those who control look after the logs.
  func rotateLogs() {
    guard supervisorKind != nil, let survey else { return }
    let rotation = LogRotation(paths: paths, files: host.files, settings: config.logs)
    for record in survey.runs where record.logFile.hasPrefix(paths.logs + "/") {
      if let failure = rotation.rotate(record.logFile) {
        note("the log of \(record.name) cannot be rotated: \(failure)")
      }
    }
  }
}
