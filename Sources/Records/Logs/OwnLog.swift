import Host
import OpenClaw

/// A log file that OpenClaw writes by itself. Places: openclaw-facts.md section 7.5.
public struct OwnLog: Sendable, Equatable {
  /// Absolute; the newest file where each day has one.
  public var path: String
  /// Whether all profiles of this user write to it: no line says whose it is.
  public var isShared: Bool

  /// Named profiles have files of their own since then.
  static let ownFileSince = Version("2026.7.22")

  /// - Parameters:
  ///   - configured: `logging.file`.
  ///   - directories: the temporary directories that may hold `openclaw-…` files, the likeliest first.
  public static func find(
    profile: String?, version: Version?, configured: String?, directories: [String], files: Machine.Files,
    userID: UInt32
  ) -> OwnLog? {
    func isOurs(_ path: String) -> Bool {
      // The directory lies where everybody may write.
      files.status(path).map { $0.kind == .file && $0.userID == userID } ?? false
    }
    if let configured { return isOurs(configured) ? OwnLog(path: configured, isShared: false) : nil }
    let isOld = version.flatMap { version in ownFileSince.map { version < $0 } } ?? false
    let own = profile.flatMap { isOld ? nil : "openclaw-\($0.lowercased())-" }
    for (prefix, isShared) in [(own, false), ("openclaw-", profile != nil || isOld)] {
      guard let prefix else { continue }
      for directory in directories {
        guard case .success(let names) = files.list(directory) else { continue }
        // The date is the name's end, so the last name is the newest file.
        let dated = names.filter { isDated($0, prefix: prefix) }.sorted(by: >)
        if let path = dated.map({ "\(directory)/\($0)" }).first(where: isOurs) {
          return OwnLog(path: path, isShared: isShared)
        }
      }
    }
    return nil
  }

  /// `PREFIX2026-11-22.log`.
  private static func isDated(_ name: String, prefix: String) -> Bool {
    guard name.begins(with: prefix), name.ends(with: ".log") else { return false }
    let date = name.withoutBytes(prefix.utf8.count).dropLast(4)
    return date.count == 10 && date.allSatisfy { $0.isNumber || $0 == "-" } && date.first?.isNumber == true
  }
}
