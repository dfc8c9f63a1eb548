import GatewayModel
import Host
import OpenClaw

/// The files that make up a gateway's config, as they are on disk.
struct ConfigFiles: Sendable {
  /// Bytes of one file that are read: as many as are looked at of a config.
  static let limit = 8 << 20

  let host: Machine

  func text(_ path: String) -> String? {
    guard case .success(let bytes) = host.files.read(path, Self.limit) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a file that is to be replaced.
  /// - Returns: nil where there is none; a failure where there is one that cannot be kept.
  func current(_ path: String) -> Result<String?, FileFailure> {
    switch host.files.read(path, Self.limit) {
    case .success(let bytes): .success(String(decoding: bytes, as: UTF8.self))
    case .failure(let failure): failure.isMissing ? .success(nil) : .failure(failure)
    }
  }

  /// The config and what it includes, without the `.env` beside it.
  func paths(_ definition: Definition) -> [String] {
    definition.configFiles
  }

  /// All of them; nil where one cannot be read, or where they are no config any more.
  func read(_ definition: Definition) -> [ConfigBackup.File]? {
    var files: [ConfigBackup.File] = []
    for path in paths(definition) {
      guard let text = text(path) else { return nil }
      files.append(.init(path: path, text: text))
    }
    return ConfigFiles.problem(of: files) == nil ? files : nil
  }

  /// Why files are no config; nil where they are one. Variables need not be known for that.
  static func problem(of files: [ConfigBackup.File]) -> ConfigProblem? {
    guard let first = files.first else { return nil }
    let texts = Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
    do throws(ConfigProblem) {
      // Includes were checked when the copy was taken, so the directories of all its files are allowed.
      let roots = Set(files.map { UserPath.parent($0.path) }).sorted()
      _ = try ConfigDocument.load(path: first.path, environment: [:], includeRoots: roots) { path in
        texts[path].map { .success($0) }
          ?? .failure(ConfigReadFailure("it is no part of the copy"))
      }
      return nil
    } catch {
      return error
    }
  }
}
