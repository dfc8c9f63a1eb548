import Host
import OpenClaw

/// The users that `/etc/passwd` names. Source: passwd(5). Users of a directory service stand elsewhere and are not known.
enum Passwd {
  private static let limit = 1 << 20

  static func home(of user: String, files: Machine.Files) -> String? {
    guard case .success(let bytes) = files.read("/etc/passwd", limit) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).parts(at: "\n") {
      let fields = line.parts(at: ":", omittingEmptySubsequences: false)
      if fields.count >= 6, fields[0] == user || fields[2] == user {
        return String(fields[5]).nonBlank.map { UserPath.normalize($0) }
      }
    }
    return nil
  }
}
