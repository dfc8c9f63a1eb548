/// One line of OpenClaw's own log files, JSON Lines. Source: openclaw-facts.md section 7.5.
public struct OwnLogLine: Sendable, Equatable {
  /// As the line has it: ISO 8601.
  public var time: String?
  /// `INFO`, `WARN`, …
  public var level: String?
  /// What wrote it: `gateway/ws`.
  public var subsystem: String?
  /// The arguments of the call in their order, one blank apart; those that are no texts as JSON.
  public var message: String

  /// Nil for what is no line of such a file.
  public init?(_ line: String) {
    // What is no JSON is a line as it stands.
    guard line.begins(with: "{"), let node = try? JSON5Parser.parse(line, file: "log"),
      let members = node.object?.members
    else { return nil }
    let meta = node["_meta"]
    time = node["time"]?.string ?? meta?["date"]?.string
    level = meta?["logLevelName"]?.string
    subsystem = Self.subsystem(meta?["name"]?.string)
    // The arguments of the call stand below numbers, in their order.
    let arguments = members.compactMap { member in Int(member.key).map { (number: $0, node: member.node) } }
      .sorted { $0.number < $1.number }
    guard !arguments.isEmpty || level != nil else { return nil }
    var words: [String] = []
    for (index, argument) in arguments.enumerated() {
      if index == 0, let name = Self.subsystem(argument.node.string), arguments.count > 1 {
        subsystem = name
        continue
      }
      words.append(argument.node.string ?? argument.node.compact)
    }
    message = words.joined(separator: " ")
  }

  /// `{"subsystem":"gateway/ws"}` names one; any other text is the logger's plain name.
  private static func subsystem(_ text: String?) -> String? {
    // The same of the name of a part.
    guard let text, text.begins(with: "{"), let node = try? JSON5Parser.parse(text, file: "log") else {
      return nil
    }
    return node["subsystem"]?.string ?? node["module"]?.string
  }

  /// As a line for a person.
  public var text: String {
    let clock = time.map { String($0.replacing("T", with: " ").prefix(19)) }
    let head = [clock, level, subsystem.map { "[\($0)]" }].compactMap(\.self)
    let line = (head + [message]).joined(separator: " ")
    // Any of its parts may hold a line end.
    return String(String.UnicodeScalarView(line.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
  }
}

extension JSON5Node {
  /// As JSON in one line, at most a few levels deep: for logs.
  var compact: String { compact(depth: 6) }

  private func compact(depth: Int) -> String {
    switch value {
    case .null: return "null"
    case .bool(let flag): return String(flag)
    case .number(let number): return Int(exactly: number).map { String($0) } ?? String(number)
    case .string(let text): return "\"\(text)\""
    case .array(let nodes):
      return depth == 0 ? "[…]" : "[\(nodes.map { $0.compact(depth: depth - 1) }.joined(separator: ","))]"
    case .object(let object):
      if depth == 0 { return "{…}" }
      let members = object.members.map { "\"\($0.key)\":\($0.node.compact(depth: depth - 1))" }
      return "{\(members.joined(separator: ","))}"
    }
  }
}
