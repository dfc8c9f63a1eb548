import Foundation

/// One input in a child of its own.
struct FuzzTrial {
  /// What became of it.
  enum Outcome: Equatable {
    case held
    /// Something did not hold; what, for a person.
    case fault(String)
    case trap(signal: Int32)
    /// It took longer than it may.
    case hang

    var text: String {
      switch self {
      case .held: "nothing is wrong with it"
      case .fault(let message): message
      case .trap(let signal): "the program ended by signal \(signal)"
      case .hang: "it takes too long"
      }
    }

    /// Equal for inputs that show the same fault: without numbers and quotes of the input.
    var kind: String {
      guard case .fault(let message) = self else { return text }
      return String(message.prefix { $0 != "`" && $0 != ":" && !$0.isNumber })
    }
  }

  let source: String
  /// Files of the trial begin so.
  let stem: String
  let seconds: Double

  /// - Parameter backtrace: whether a trap says where it was, which takes a while.
  func run(_ input: [UInt8], backtrace: Bool = false) throws -> Outcome {
    let file = stem + ".input"
    try Data(input).write(to: URL(filePath: file))
    let progress = try SharedProgress(path: stem + ".map")
    progress.clear()
    let child = try FuzzProcess(
      [source, "--child", stem + ".map", "--replay", file], errors: stem + ".stderr", backtrace: backtrace)
    var watch = HangWatch()
    while true {
      if let ending = child.ending(waits: false) { return Self.outcome(ending, progress) }
      // Who makes a backtrace is another process, which computes for long.
      if !backtrace, watch.isHang(child, progress, seconds: seconds) {
        child.kill()
        return .hang
      }
      usleep(500)
    }
  }

  static func outcome(_ ending: FuzzProcess.Ending, _ progress: SharedProgress) -> Outcome {
    switch ending {
    case .exited(0): .held
    case .exited(let code): .fault(progress.fault ?? "the child ended with exit \(code)")
    case .killed(let signal): .trap(signal: signal)
    }
  }

  /// The lines of a trap: what failed, and where in the sources.
  var trapLines: [String] {
    // Without them the signal alone is said.
    let text = (try? String(contentsOfFile: stem + ".stderr", encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let reason = lines.first { $0.contains("Fatal error") }
    let frames = lines.filter { $0.contains(" at ") && $0.contains("/Sources/") }
      .map(Self.place).filter { !$0.contains("gatehouse-fuzz/") }
    return [reason].compactMap(\.self) + frames.prefix(3)
  }

  /// `static ServiceShow.days(_:_:_:), Sources/Discovery/Units/ServiceShow.swift:82:16` of a line of a backtrace: equal for equal places.
  private static func place(_ line: String) -> String {
    let head = line.components(separatedBy: " + ")[0].components(separatedBy: " ").drop {
      !$0.hasPrefix("0x")
    }
    let file = line.components(separatedBy: "/Sources/").last ?? ""
    return "\(head.dropFirst().joined(separator: " ")), Sources/\(file)"
  }

  func remove() {
    // What stays lies in a directory for such files.
    for suffix in [".input", ".map", ".stderr"] { try? FileManager.default.removeItem(atPath: stem + suffix) }
  }
}
