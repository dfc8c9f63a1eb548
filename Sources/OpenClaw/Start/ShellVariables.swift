/// What is known of a shell's variables at one place of a script, and which of them go on to what it starts.
struct ShellVariables {
  static let unknown = String(StartCommand.unknown)
  /// What is assigned may come to this many bytes in all; what would be more is not known.
  private static let totalLimit = 1 << 20

  private(set) var values: [String: String]
  private(set) var arrays: [String: [String]] = [:]
  private var exported: Set<String> = []
  private var unset: Set<String> = []
  /// Names that came with the environment: what is assigned to them goes on to what the script starts.
  private var inherited: Set<String> = []
  /// `set -a`
  var exportsAll = false
  /// Bytes of all values and arrays, and what they may come to.
  private var size: Int
  private let sizeLimit: Int

  init(_ values: [String: String]) {
    self.values = values
    size = values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    sizeLimit = size + Self.totalLimit
  }

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
    put(name, isCertain || values[name] == value ? value : Self.unknown)
    unset.remove(name)
    if exportsAll || inherited.contains(name) { exported.insert(name) }
  }

  mutating func assign(_ name: String, array: [String], appends: Bool, isCertain: Bool) {
    put(name, array: !isCertain ? [Self.unknown] : (appends ? arrays[name] ?? [] : []) + array)
    put(name, Self.unknown)
  }

  /// A value that is too long, or one too many, is not known.
  private mutating func put(_ name: String, _ value: String) {
    let others = size - (values[name].map { name.utf8.count + $0.utf8.count } ?? 0)
    let isShort = value.utf8.count <= ShellExpansion.lengthLimit
    let fits = isShort && others + name.utf8.count + value.utf8.count <= sizeLimit
    let kept = fits ? value : Self.unknown
    values[name] = kept
    size = others + name.utf8.count + kept.utf8.count
  }

  private mutating func put(_ name: String, array: [String]) {
    let others = size - (arrays[name].map(ShellExpansion.size) ?? 0)
    let fits =
      array.count <= ShellExpansion.wordLimit && others + ShellExpansion.size(array) <= sizeLimit
    let kept = fits ? array : [Self.unknown]
    arrays[name] = kept
    size = others + ShellExpansion.size(kept)
  }

  /// From now on its value is not known.
  mutating func forget(_ name: String) {
    assign(name, Self.unknown, isCertain: true)
    put(name, array: [Self.unknown])
  }

  mutating func take(_ name: String) {
    if let value = values.removeValue(forKey: name) { size -= name.utf8.count + value.utf8.count }
    put(name, array: [])
    exported.remove(name)
    unset.insert(name)
  }

  mutating func export(_ name: String) { exported.insert(name) }

  mutating func inherit(_ names: some Sequence<String>) { inherited.formUnion(names) }

  /// Of a file that is not followed: whatever it seems to assign is not known afterwards.
  mutating func forgetNames(in text: String) {
    for line in text.parts(at: "\n") {
      for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" }) {
        guard let (name, _) = ShellExpansion.quotedAssignment(String(word)), name != "PATH", name != "HOME"
        else { continue }
        put(name, Self.unknown)
      }
    }
  }
}
