import GatewayModel
import OpenClaw

/// Files of variables: those that a unit names, and those of its manager.
extension UnitParser {
  /// Files of variables that one unit may name, and their bytes in all.
  private static let fileLimit = 200
  private static let fileSizeLimit = 16 << 20

  func add(environmentFile value: String, to draft: inout UnitDraft) {
    if value.isEmpty {
      draft.files = []
      draft.fromFiles = [:]
      draft.openFile = nil
      return
    }
    let isOptional = value.begins(with: "-")
    let named = words(draft).expand(isOptional ? String(value.dropFirst()) : value)
    guard let files = GlobPattern.files(named, list: list) else {
      draft.cut = "a pattern in EnvironmentFile= is longer than a name can be"
      return
    }
    for file in files {
      draft.fileCount += 1
      guard draft.fileCount <= Self.fileLimit else {
        draft.cut = "it names more than \(Self.fileLimit) files of variables"
        return
      }
      draft.files.append(file)
      let shown = LogText.clean(UserPath.abbreviate(file, home: home))
      if let text = read(file) {
        draft.fileSize += text.utf8.count
        guard draft.fileSize <= Self.fileSizeLimit else {
          draft.cut = "its files of variables are larger than \(Self.fileSizeLimit >> 20) MB"
          return
        }
        take(SystemdEnvironmentFile.parse(text), from: file, shown: shown, into: &draft)
      } else if exists(file) || !isOptional {
        if !file.isEmpty, !isOptional { draft.problems.append("EnvironmentFile \(shown) cannot be read") }
        if exists(file) { draft.openFile = "\(shown) cannot be read" }
      }
    }
  }

  private func take(
    _ content: SystemdEnvironmentFile.Content, from file: String, shown: String, into draft: inout UnitDraft
  ) {
    for (name, value) in content.values {
      draft.fromFiles[name] = value
      draft.origins[name] = file
    }
    if content.ignored.isEmpty { return }
    // Named, never with its value.
    let more = content.ignored.count > 8 ? " and \(content.ignored.count - 8) more" : ""
    let names = content.ignored.prefix(8).map { LogText.clean(String($0.prefix(60))) }.joined(separator: ", ")
    draft.problems.append("systemd ignores `\(names)`\(more) in \(shown): it reads plain NAME=value there")
  }

  /// Adds the variables of `environment.d`; what the unit itself sets wins over them.
  func addManagerEnvironment(to draft: inout UnitDraft) {
    let manager = ManagerEnvironment(home: home, list: list, read: read)
    let content = manager.content
    if content.isCut { draft.cut = "environment.d holds more than is read" }
    for (name, variable) in content.variables
    where draft.environment[name] == nil && draft.fromFiles[name] == nil {
      draft.environment[name] = variable.value
      draft.origins[name] = variable.file
      draft.files.append(variable.file)
    }
  }
}
