import GatewayModel
import Host
import OpenClaw

/// Which gateways have files that do not answer now.
struct SilentFiles {
  private let files: Machine.Files
  /// Whether every file system answers.
  let isNone: Bool

  init(_ files: Machine.Files) {
    self.files = files
    isNone = files.silences().isEmpty
  }

  /// The file system of its state directory, its config or its unit, where that does not answer.
  func silence(of definition: Definition) -> FileSilence? {
    let places = [definition.stateDir, definition.configPath, definition.unit?.path].compactMap(\.self)
    return places.filter { $0.begins(with: "/") }.lazy.compactMap(files.silence).first
  }
}
