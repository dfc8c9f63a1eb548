import OpenClaw

/// The home that is looked at, and what lies in it; links are resolved, and paths are bytes.
struct HomePlaces {
  let home: String
  /// Resolves links; of a path that does not exist those of the part that does.
  let realPath: (String) -> String

  func isInHome(_ path: String) -> Bool {
    path.isSameBytes(as: home) || path.begins(with: home + "/")
      || realPath(path).begins(with: realPath(home) + "/")
  }

  /// Whether a directory is the home itself.
  func isHome(_ path: String) -> Bool { isSame(path, home) }

  func isSame(_ a: String, _ b: String) -> Bool {
    a.isSameBytes(as: b) || realPath(a).isSameBytes(as: realPath(b))
  }
}
