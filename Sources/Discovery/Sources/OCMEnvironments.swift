import GatewayModel
import Host
import OpenClaw
import Ports

/// The environments of openclaw/ocm: each an `OPENCLAW_HOME` of its own, kept running by ocm's supervisor.
/// Source: openclaw/ocm 0.2.33 `store/envs.rs`, `store/layout.rs`, `env/execution.rs`.
struct OCMEnvironments {
  let files: Machine.Files
  let home: String

  /// From ocm's registry, and where that does not name them from their directories.
  func read() -> [OCMEnvironment] {
    let base = home + "/.ocm"
    guard files.status(base)?.kind == .directory else { return [] }
    var found = registered(base)
    let known = Set(found.map(\.name.bytes))
    if case .success(let names) = files.list(base + "/envs") {
      for name in names.sorted() where !known.contains(name.bytes) {
        let root = "\(base)/envs/\(name)"
        if files.status(root + "/.openclaw")?.kind == .directory {
          found.append(OCMEnvironment(name: name, root: root, port: nil))
        }
      }
    }
    return found
  }

  private func registered(_ base: String) -> [OCMEnvironment] {
    // A registry that cannot be read leaves the directories to tell.
    guard case .success(let bytes) = files.read(base + "/envs.json", 1 << 20),
      // Nor does one that cannot be understood name any.
      let node = try? JSON5Parser.parse(String(decoding: bytes, as: UTF8.self), file: base + "/envs.json")
    else { return [] }
    return (node["envs"]?.array ?? []).compactMap { entry in
      guard let name = entry["name"]?.string?.nonBlank else { return nil }
      let root = entry["root"]?.string?.nonBlank.map {
        UserPath.resolve($0, home: home, workingDirectory: home)
      }
      return OCMEnvironment(
        name: name, root: root ?? "\(base)/envs/\(name)",
        port: entry["gatewayPort"]?.integer.flatMap { GatewayPort.isValid($0) ? $0 : nil })
    }
  }
}
