import GatewayModel
import Host
import OpenClaw

/// The OpenClaw packages of this machine: the one that a script belongs to, and the one that the command runs.
struct Installations: Sendable {
  let files: Machine.Files
  /// The package that the command runs; nil where it cannot be found, or was not looked for.
  private(set) var installed: ClaimedResources.Installation?

  /// - Parameters:
  ///   - command: the command that starts a gateway, as Gatehouse's config names it.
  ///   - isNeeded: whether there is a unit to compare it with.
  init(
    files: Machine.Files, paths: GatehousePaths, system: Machine.System, command: [String], isNeeded: Bool
  ) {
    self.files = files
    if isNeeded { installed = find(paths, system, command) }
  }

  /// The version in the package.json of the package that a script belongs to.
  func version(_ script: String) -> Version? { owner(script)?.version.flatMap(Version.init) }

  /// The package that a script belongs to; nil where the script does not exist or nothing beside it says.
  func owner(_ script: String) -> ClaimedResources.Installation? {
    guard let real = files.realPath(script) else { return nil }
    var directory = UserPath.parent(real)
    for _ in 0..<4 where directory != "/" {
      if case .success(let bytes) = files.read(directory + "/package.json", 1 << 20),
        // A package without a readable description is not OpenClaw.
        let node = try? JSON5Parser.parse(String(decoding: bytes, as: UTF8.self), file: "package.json"),
        let version = node["version"]?.string,
        // Another project's package above it says nothing.
        node["name"]?.string.map({ name in ["openclaw", "clawdbot", "moltbot"].contains { name.contains($0) }
        })
          ?? true
      {
        return ClaimedResources.Installation(root: directory, version: Version(version)?.description)
      }
      directory = UserPath.parent(directory)
    }
    return nil
  }

  /// The package that `openclaw` runs. Of another home than one's own only what lies in it: what this shell would run says
  /// nothing of that one.
  private func find(
    _ paths: GatehousePaths, _ system: Machine.System, _ command: [String]
  ) -> ClaimedResources.Installation? {
    let isOwnHome =
      system.environment["HOME"].map { UserPath.normalize($0).isSameBytes(as: paths.home) } ?? false
    let inHome = [".npm-global/bin", ".local/bin", ".local/share/pnpm", ".bun/bin", "bin"]
      .map { paths.home + "/" + $0 }
    let inPath = (system.environment["PATH"] ?? "").parts(at: ":").map(String.init)
    let name = command.count == 1 ? command[0] : "openclaw"
    if name.contains("/") {
      return owner(UserPath.resolve(name, home: paths.home, workingDirectory: paths.home))
    }
    for directory in (isOwnHome ? inPath : []) + inHome {
      if let found = owner(directory + "/" + name) { return found }
    }
    // The package may be there without a link to it.
    return [".npm-global/lib/node_modules", ".local/lib/node_modules"].lazy
      .compactMap { owner("\(paths.home)/\($0)/openclaw/package.json") }.first
  }
}
