import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// The temporary home of the demo, made from `assets/demo` with ports that are free at this moment.
struct DemoHome {
  /// Bases that are tried first; far from the ports of real gateways and below the kernel's ephemeral range.
  private static let bases = Array(stride(from: 24789, through: 31789, by: 200))

  let path: String
  /// The port that another program takes, so that one gateway cannot start.
  let takenPort: Int

  /// - Throws: `ExitCode` with a message where assets or free ports are missing.
  init(executable: String, host: Host) throws {
    guard let assets = Self.assets(executable: executable) else {
      throw Failure.exit(
        .inputOutput,
        "the demo's files are missing; run it from the repository, or set GATEHOUSE_ASSETS to its assets folder"
      )
    }
    let taken = Set(host.processes.listeners().map(\.port))
    let free = Self.bases.filter { base in !(base...(base + 110)).contains { taken.contains($0) } }
    guard free.count >= 4 else {
      throw Failure.exit(.notNow, "no four free port ranges between 24789 and 31899")
    }
    // `mkdtemp` writes the name that it chose over the six X.
    var template = Array((Self.temporaryDirectory + "/gatehouse-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure.exit(.inputOutput, "no temporary directory can be made")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    takenPort = free[3]
    let values = [
      "@MAIN@": "\(free[0])", "@MAIN_CDP@": "\(free[0] + 12)", "@RESCUE@": "\(free[1])",
      "@WORK@": "\(free[2])",
      "@LAB@": "\(free[3])", "@GATEHOUSE@": executable,
    ]
    do {
      try Self.copy(assets + "/demo", to: path, values: values)
      for directory in ["/tmp", "/.openclaw/workspace", "/.openclaw/agents"] {
        try FileManager.default.createDirectory(atPath: path + directory, withIntermediateDirectories: true)
      }
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw Failure.exit(.inputOutput, "the demo's home cannot be made in \(path)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static var temporaryDirectory: String {
    ProcessInfo.processInfo.environment["TMPDIR"]?.nonBlank ?? "/tmp"
  }

  /// `assets` beside the program or above it, `share/gatehouse` of an installed one, or where the variable says.
  private static func assets(executable: String) -> String? {
    func holdsDemo(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path + "/demo/.config") }
    if let explicit = ProcessInfo.processInfo.environment["GATEHOUSE_ASSETS"]?.nonBlank {
      return holdsDemo(explicit) ? explicit : nil
    }
    var directory = UserPath.parent(executable)
    while true {
      for candidate in [directory + "/assets", directory + "/share/gatehouse"] where holdsDemo(candidate) {
        return candidate
      }
      if directory == "/" { return nil }
      directory = UserPath.parent(directory)
    }
  }

  private static func copy(_ source: String, to target: String, values: [String: String]) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: source) {
      var isDirectory = false
      let from = source + "/" + name
      let to = target + "/" + name
      _ = files.fileExists(atPath: from, isDirectory: &isDirectory)
      if isDirectory {
        try copy(from, to: to, values: values)
        continue
      }
      var text = String(decoding: files.contents(atPath: from) ?? Data(), as: UTF8.self)
      for (name, value) in values { text = text.replacing(name, with: value) }
      try Data(text.utf8).write(to: URL(filePath: to))
    }
  }
}
