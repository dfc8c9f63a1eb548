import OpenClaw

/// What every unit of a user's manager starts with: `environment.d`. Bots' tokens stand there as ports do.
/// Source: environment.d(5): of files with one name the first directory counts, then by name, later ones win.
struct ManagerEnvironment {
  struct Variable: Equatable {
    var value: String
    var file: String
  }

  let home: String
  let list: (String) -> [String]
  let read: (String) -> String?

  private var directories: [String] {
    [
      "\(home)/.config/environment.d", "/etc/environment.d", "/run/environment.d",
      "/usr/local/lib/environment.d", "/usr/lib/environment.d",
    ]
  }

  struct Content {
    /// By name. A value that refers to other variables than `HOME` is not known and stands as that.
    var variables: [String: Variable] = [:]
    /// Whether there are more or larger files than are read.
    var isCut = false
  }

  private static let fileLimit = 200
  private static let sizeLimit = 16 << 20
  /// Of a longer value that refers to a variable nothing is made.
  private static let valueLimit = 4096

  var variables: [String: Variable] { content.variables }

  var content: Content {
    var files: [String: String] = [:]
    for directory in directories {
      for name in list(directory) where name.ends(with: ".conf") && files[name] == nil {
        files[name] = "\(directory)/\(name)"
      }
    }
    var found = Content(isCut: files.count > Self.fileLimit)
    var size = 0
    for file in files.sorted(by: { $0.key < $1.key }).map(\.value).prefix(Self.fileLimit) {
      guard let text = read(file) else { continue }
      size += text.utf8.count
      guard size <= Self.sizeLimit else {
        found.isCut = true
        break
      }
      for (name, value) in SystemdEnvironmentFile.parse(text).values where name != "HOME" {
        found.variables[name] = Variable(value: resolved(value), file: file)
      }
    }
    return found
  }

  private func resolved(_ value: String) -> String {
    guard value.contains("$") else { return value }
    guard value.utf8.count <= Self.valueLimit else { return String(StartCommand.unknown) }
    let whole = value.replacing("${HOME}", with: home).replacing("$HOME", with: home)
    return whole.contains("$") ? String(StartCommand.unknown) : whole
  }
}
