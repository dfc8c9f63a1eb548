import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// The temporary home of the demo, made from `assets/demo` with ports that are free at this moment.
public struct DemoHome {
  /// The home itself; whoever made it removes it.
  public let place: TemporaryHome
  /// The port that another program takes, so that one gateway cannot start.
  public let takenPort: Int

  /// - Throws: `Exit` with a message where assets or free ports are missing.
  public init(executable: String, host: Machine) throws {
    guard let assets = Self.assets(executable: executable) else {
      throw Failure.exit(
        .inputOutput,
        "the demo's files are missing; run it from the repository, or set GATEHOUSE_ASSETS to its assets folder"
      )
    }
    let free = try TemporaryHome.freeBases(4, host: host)
    place = try TemporaryHome("demo")
    takenPort = free[3]
    let values = [
      "@MAIN@": "\(free[0])", "@MAIN_CDP@": "\(free[0] + 12)", "@RESCUE@": "\(free[1])",
      "@WORK@": "\(free[2])",
      "@LAB@": "\(free[3])", "@GATEHOUSE@": executable,
    ]
    do {
      try Self.copy(assets + "/demo", to: place.path, values: values)
      for directory in ["/.openclaw/workspace", "/.openclaw/agents"] {
        try FileManager.default.createDirectory(
          atPath: place.path + directory, withIntermediateDirectories: true)
      }
    } catch {
      place.remove()
      throw Failure.exit(.inputOutput, "the demo's home cannot be made in \(place.path)")
    }
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
