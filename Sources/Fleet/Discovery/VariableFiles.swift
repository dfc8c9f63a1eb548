import Host
import OpenClaw

/// The files of variables that a gateway reads at its start. Source: OpenClaw `src/infra/dotenv.ts`, `docs/help/environment.md`.
struct VariableFiles {
  /// A file may be this large: 1 MB.
  static let limit = 1 << 20

  struct Content {
    /// `STATE/.env`.
    var own: [String: String] = [:]
    var ownFile: String
    /// `~/.config/openclaw/gateway.env`: fills what is still missing.
    var fallback: [String: String] = [:]
    /// Nil where it is not read: it is the default state directory's alone.
    var fallbackFile: String?
    /// Why one of them cannot be read although it is there: then nobody knows what it sets.
    var unread: String?

    var files: [String] { [ownFile] + (fallbackFile.map { [$0] } ?? []) }
  }

  let files: Host.Files

  /// - Parameter home: the gateway's own.
  func read(stateDir: String, home: String) -> Content {
    var content = Content(ownFile: stateDir + "/.env")
    guard stateDir.hasPrefix("/") else { return content }
    (content.own, content.unread) = read(content.ownFile)
    if stateDir.isSameBytes(as: StatePaths.ofProfile(nil, home: home).stateDir) {
      let file = home + "/.config/openclaw/gateway.env"
      content.fallbackFile = file
      let (values, unread) = read(file)
      content.fallback = values
      content.unread = content.unread ?? unread
    }
    return content
  }

  private func read(_ path: String) -> ([String: String], String?) {
    switch files.read(path, Self.limit) {
    case .success(let bytes): return (DotEnv.parse(String(decoding: bytes, as: UTF8.self)), nil)
    case .failure(let failure) where failure.kind == .missing: return ([:], nil)
    case .failure(let failure): return ([:], "\(UserPath.name(path)) cannot be read: \(failure.message)")
    }
  }
}
