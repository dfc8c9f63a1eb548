/// Paths as OpenClaw resolves them. Pure text: nothing is looked up.
public enum UserPath {
  /// The home that OpenClaw uses: `OPENCLAW_HOME`, else `HOME`, else `USERPROFILE`, else `fallback`.
  /// Source: OpenClaw `src/infra/home-dir.ts`.
  public static func home(environment: [String: String], fallback: String, workingDirectory: String) -> String
  {
    let base =
      environment["HOME"]?.nonBlank ?? environment["USERPROFILE"]?.nonBlank ?? fallback
    guard let explicit = environment["OPENCLAW_HOME"]?.nonBlank else {
      return absolute(base, workingDirectory: workingDirectory)
    }
    return resolve(explicit, home: base, workingDirectory: workingDirectory)
  }

  /// `path` with a leading `~` or `~/` replaced by `home`, made absolute and free of `.` and `..`.
  public static func resolve(_ path: String, home: String, workingDirectory: String) -> String {
    let trimmed = path.trimmed
    if trimmed == "~" { return absolute(home, workingDirectory: workingDirectory) }
    if trimmed.begins(with: "~/") || trimmed.begins(with: "~\\") {
      return absolute(home + "/" + trimmed.withoutBytes(2), workingDirectory: workingDirectory)
    }
    return absolute(trimmed, workingDirectory: workingDirectory)
  }

  /// Node's `path.resolve(workingDirectory, path)`.
  public static func absolute(_ path: String, workingDirectory: String) -> String {
    normalize(path.begins(with: "/") ? path : workingDirectory + "/" + path)
  }

  /// An absolute path without empty, `.` and `..` parts.
  public static func normalize(_ path: String) -> String {
    if isNormal(path) { return path }
    // By bytes, as the kernel parts it: a mark behind a slash makes no other character of that.
    var parts: [Substring] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) {
      if isDots(part.count, part.prefix { $0 == UInt8(ascii: ".") }.count) {
        if part.count == 2 { _ = parts.popLast() }
      } else {
        parts.append(Substring(part))
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether a part of a path is `.` or `..`.
  /// - Parameter dots: how many of its bytes are dots.
  private static func isDots(_ count: Int, _ dots: Int) -> Bool { (1...2).contains(count) && dots == count }

  /// Whether the path is absolute and has no empty, `.` or `..` part, as most have: then `normalize` gives it back as it is.
  private static func isNormal(_ path: String) -> Bool {
    guard path.utf8.first == UInt8(ascii: "/") else { return false }
    if path.utf8.count == 1 { return true }
    var count = 0
    var dots = 0
    for byte in path.utf8.dropFirst() {
      if byte == UInt8(ascii: "/") {
        if count == 0 || isDots(count, dots) { return false }
        count = 0
        dots = 0
      } else {
        count += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    return count > 0 && !isDots(count, dots)
  }

  /// Node's `path.join(directory, name)`; a relative directory stays relative.
  public static func join(_ directory: String, _ name: String) -> String {
    let joined = normalize("/" + directory + "/" + name)
    return directory.begins(with: "/") ? joined : String(joined.dropFirst())
  }

  /// `path` with `home` written as `~`.
  public static func abbreviate(_ path: String, home: String) -> String {
    guard !home.isEmpty, home != "/" else { return path }
    if path.isSameBytes(as: home) { return "~" }
    return path.rest(behind: home + "/").map { "~/" + $0 } ?? path
  }

  /// The directory part of an absolute path.
  public static func parent(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(_ path: String) -> String {
    guard path.utf8.last != UInt8(ascii: "/") else {
      return path.parts(at: "/").last.map(String.init) ?? path
    }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}
