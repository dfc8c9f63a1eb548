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

  /// By name. A value that refers to other variables than `HOME` is not known and stands as that.
  var variables: [String: Variable] {
    var files: [String: String] = [:]
    for directory in directories {
      for name in list(directory) where name.hasSuffix(".conf") && files[name] == nil {
        files[name] = "\(directory)/\(name)"
      }
    }
    var found: [String: Variable] = [:]
    for file in files.sorted(by: { $0.key < $1.key }).map(\.value) {
      guard let text = read(file) else { continue }
      for (name, value) in SystemdEnvironmentFile.parse(text).values where name != "HOME" {
        let whole = value.replacing("${HOME}", with: home).replacing("$HOME", with: home)
        found[name] = Variable(
          value: whole.contains("$") ? String(StartCommand.unknown) : whole, file: file)
      }
    }
    return found
  }
}
