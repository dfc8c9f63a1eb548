import Host
import OpenClaw

/// The files of variables that a gateway reads at its start. Source: OpenClaw 2026.6.11 `dotenv.ts`, `docs/help/environment.md`.
struct VariableFiles {
  /// A file may be this large: 1 MB.
  static let limit = 1 << 20

  struct Content {
    /// `.env` of the working directory, where that is another file: it goes before the state directory's.
    var local: [String: String] = [:]
    var localFile: String?
    /// `STATE/.env`.
    var own: [String: String] = [:]
    var ownFile: String
    /// `~/.config/openclaw/gateway.env`: fills what is still missing.
    var fallback: [String: String] = [:]
    /// Nil where it is not read: it is the default state directory's alone, and newer versions'.
    var fallbackFile: String?
    /// Why one of them cannot be read although it is there: then nobody knows what it sets.
    var unread: String?

    var files: [String] { [localFile, ownFile, fallbackFile].compactMap(\.self) }

    /// All of them in OpenClaw's order.
    var all: [String: String] {
      local.merging(own) { first, _ in first }.merging(fallback) { first, _ in first }
    }
  }

  let files: Machine.Files

  /// - Parameters:
  ///   - home: the gateway's own.
  ///   - workingDirectory: where its process is started.
  func read(stateDir: String, home: String, workingDirectory: String, rules: VersionRules) -> Content {
    var content = Content(ownFile: stateDir + "/.env")
    guard stateDir.begins(with: "/") else { return content }
    (content.own, content.unread) = read(content.ownFile)
    let local = workingDirectory + "/.env"
    if workingDirectory.begins(with: "/"), !local.isSameBytes(as: content.ownFile) {
      let (values, unread) = read(local)
      content.localFile = local
      // Newer versions take nothing from there that says who a gateway is.
      content.local = rules.trustsLocalVariables ? values : values.filter { !Environment.isIdentity($0.key) }
      if rules.trustsLocalVariables { content.unread = content.unread ?? unread }
    }
    if rules.readsFallbackVariables, stateDir.isSameBytes(as: StatePaths.ofProfile(nil, home: home).stateDir)
    {
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
    case .failure(let failure) where failure.isMissing: return ([:], nil)
    case .failure(let failure): return ([:], "\(UserPath.name(path)) cannot be read: \(failure)")
    }
  }
}
