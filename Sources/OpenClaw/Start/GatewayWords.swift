/// OpenClaw's own words in a text of any language: whether it starts a gateway somewhere, and does not only talk of one.
public enum GatewayWords {
  /// `openclaw --profile lab gateway run`, `["openclaw", "gateway"]`, `"$OPENCLAW_BIN" gateway`; no `--gateway URL` and no name with
  /// the word in it.
  public static func startsGateway(inText text: String) -> Bool {
    guard text.holds("gateway") else { return false }
    return text.split(whereSeparator: \.isNewline).contains { line in
      line.contains("gateway") && !line.drop { $0 == " " || $0 == "\t" }.begins(with: "#") && starts(line)
    }
  }

  /// The same of a command line, whatever stands in front of OpenClaw's words.
  public static func startGateway(_ words: [String]) -> Bool {
    startsGateway(inText: words.joined(separator: " ").replacing("\n", with: " "))
  }

  private static func starts(_ line: Substring) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || "_./@$-:~+".contains($0)) }
    let gateways = gateways(behind: words)
    return words.indices.contains { place in
      guard isOpenClaw(words[place]), let gateway = gateways[place + 1] else { return false }
      // Prose goes on with another word, or ends a sentence.
      guard gateway + 1 < words.count else {
        return gateway > place + 1 || !isProse(line, behind: words[place])
      }
      let next = words[gateway + 1]
      return next == "run" || next.begins(with: "-") || next.begins(with: "$") || next.begins(with: "2")
    }
  }

  /// By the place of each word, and of the end, the place of `gateway` where only options and their values stand in front of it; nil for
  /// none. From the end, so that each word is looked at once.
  private static func gateways(behind words: [Substring]) -> [Int?] {
    var found: [Int?] = Array(repeating: nil, count: words.count + 1)
    for place in words.indices.reversed() {
      if words[place] == "gateway" {
        found[place] = place
      } else if words[place].begins(with: "-") || place > 0 && words[place - 1].begins(with: "-") {
        found[place] = found[place + 1]
      }
    }
    return found
  }

  /// Whether a line talks of "the openclaw gateway", as texts and messages do.
  private static func isProse(_ line: Substring, behind word: Substring) -> Bool {
    guard line[word.endIndex...].begins(with: " gateway") else { return false }
    let before = line[..<word.startIndex].parts(at: " ").last.map { $0.lowercased() } ?? ""
    return ["the", "an", "a", "to", "your", "of", "with", "from", "and", "this", "that"].contains(before)
  }

  private static func isOpenClaw(_ word: Substring) -> Bool {
    let name = UserPath.name(String(word.parts(at: "@", omittingEmptySubsequences: false)[0]))
    if StartPrograms.isOpenClaw(name) { return true }
    if word.ends(with: "js") { return StartPrograms.names.contains { word.contains($0) } }
    let variable = word.drop { $0 == "$" }
    return ["OPENCLAW", "OPENCLAW_BIN", "OPENCLAW_CMD", "OPENCLAW_PATH", "OPENCLAW_EXE"].contains(variable)
  }
}
