import OpenClaw

/// Variables in the words of ExecStart: `$NAME` as a word of its own is split at blanks, `${NAME}` is replaced where it stands, `$$` is a
/// dollar sign; what nobody sets is empty (systemd.service(5)).
struct UnitSubstitution {
  /// A longer name is not looked for.
  private static let nameLimit = 255

  let environment: [String: String]
  /// What stands for a name that is not set by what can be read.
  let missing: (String) -> String

  /// What the words become; the last one is unknown where they come to more than is read.
  func words(_ words: [String]) -> [String] {
    var list = UnitWordList()
    for word in words {
      for part in parts(of: word) where !list.add(part) { return list.words }
    }
    return list.words
  }

  private func parts(of word: String) -> [String] {
    guard word.holds("$") else { return [word] }
    if let name = word.rest(behind: "$"), ShellName.isValid(name) {
      return value(name).parts(at: " ").map(String.init)
    }
    var result = ""
    var rest = word[...]
    while let dollar = rest.place(of: "$") {
      result += rest[..<dollar]
      rest = rest.rest(behind: dollar)
      let name = rest.rest(behind: "{").map(ShellName.prefix) ?? ""
      if let after = rest.rest(behind: "$") {
        result += "$"
        rest = after
      } else if ShellName.isValid(name), let after = rest.rest(behind: "{\(name)}") {
        result += value(name)
        rest = after
      } else {
        result += "$"
      }
      if result.utf8.count > UnitWordList.lengthLimit { return [String(StartCommand.unknown)] }
    }
    return [result + rest]
  }

  private func value(_ name: Substring) -> String {
    guard name.utf8.count <= Self.nameLimit else { return String(StartCommand.unknown) }
    return environment[String(name)] ?? missing(String(name))
  }
}
