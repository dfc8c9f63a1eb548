/// Several files in one input: what stands in front of the first `@@ NAME` line, and what follows each of them.
struct FileMap {
  /// By name; of equal names the last one counts. What stands in front of all has no name.
  private(set) var texts: [String: String] = [:]
  /// In the order of the input.
  private(set) var names: [String] = []

  init(_ input: [UInt8]) {
    var name = ""
    var begin = 0
    var place = 0
    while place < input.count {
      let end = input[place...].firstIndex(of: 0x0A) ?? input.count
      if input[place..<end].starts(with: [0x40, 0x40, 0x20]) {
        add(name, input[begin..<place])
        name = String(decoding: input[(place + 3)..<end], as: UTF8.self)
        begin = min(end + 1, input.count)
      }
      place = end + 1
    }
    add(name, input[begin...])
  }

  private mutating func add(_ name: String, _ bytes: ArraySlice<UInt8>) {
    if texts.updateValue(String(decoding: bytes, as: UTF8.self), forKey: name) == nil { names.append(name) }
  }

  /// What has no name.
  var main: String { texts[""] ?? "" }

  /// The files with absolute names.
  var files: [String: String] { texts.filter { $0.key.hasPrefix("/") } }

  /// The lines `NAME=VALUE` of a file as variables.
  func variables(_ name: String) -> [String: String] {
    var variables: [String: String] = [:]
    for line in (texts[name] ?? "").split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
    }
    return variables
  }
}
