/// What is known of a shell's variables at one place of a script, and which of them go on to what it starts.
struct ShellVariables {
  static let unknown = String(StartCommand.unknown)

  private(set) var values: [String: String]
  private(set) var arrays: [String: [String]] = [:]
  private var exported: Set<String> = []
  private var unset: Set<String> = []
  /// Names that came with the environment: what is assigned to them goes on to what the script starts.
  private var inherited: Set<String> = []
  /// `set -a`
  var exportsAll = false

  init(_ values: [String: String]) { self.values = values }

  /// What a command is started with beyond what was exported to the script: nil for what it took away.
  /// - Parameter own: the assignments in front of the command.
  func changes(_ own: [String: String]) -> [String: String?] {
    var changes: [String: String?] = [:]
    for name in unset { changes[name] = .some(nil) }
    for name in exported { if let value = values[name] { changes[name] = value } }
    for (name, value) in own { changes[name] = value }
    return changes
  }

  /// - Parameter isCertain: whether it surely happens: what a branch assigns is not known after it.
  mutating func assign(_ name: String, _ value: String, isCertain: Bool) {
    values[name] = isCertain || values[name] == value ? value : Self.unknown
    unset.remove(name)
    if exportsAll || inherited.contains(name) { exported.insert(name) }
  }

  mutating func assign(_ name: String, array: [String], appends: Bool, isCertain: Bool) {
    arrays[name] = !isCertain ? [Self.unknown] : (appends ? arrays[name] ?? [] : []) + array
    values[name] = Self.unknown
  }

  /// From now on its value is not known.
  mutating func forget(_ name: String) {
    assign(name, Self.unknown, isCertain: true)
    arrays[name] = [Self.unknown]
  }

  mutating func take(_ name: String) {
    values[name] = nil
    arrays[name] = []
    exported.remove(name)
    unset.insert(name)
  }

  mutating func export(_ name: String) { exported.insert(name) }

  mutating func inherit(_ names: some Sequence<String>) { inherited.formUnion(names) }

  /// Of a file that is not followed: whatever it seems to assign is not known afterwards.
  mutating func forgetNames(in text: String) {
    for line in text.split(separator: "\n") {
      for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" }) {
        guard let (name, _) = ShellExpansion.quotedAssignment(String(word)), name != "PATH", name != "HOME"
        else { continue }
        values[name] = Self.unknown
      }
    }
  }
}
