/// OpenClaw's own words in a text of any language: whether it starts a gateway somewhere, and does not only talk of one.
public enum GatewayWords {
  /// `openclaw --profile lab gateway run`, `["openclaw", "gateway"]`, `"$OPENCLAW_BIN" gateway`; no `--gateway URL` and no name with
  /// the word in it.
  public static func startsGateway(inText text: String) -> Bool {
    guard text.holds("gateway") else { return false }
    return text.split(whereSeparator: \.isNewline).contains { line in
      line.contains("gateway") && !line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") && starts(line)
    }
  }

  /// The same of a command line, whatever stands in front of OpenClaw's words.
  public static func startGateway(_ words: [String]) -> Bool {
    startsGateway(inText: words.joined(separator: " ").replacing("\n", with: " "))
  }

  private static func starts(_ line: Substring) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || "_./@$-:~+".contains($0)) }
    return words.indices.contains { place in
      guard isOpenClaw(words[place]) else { return false }
      var rest = words[(place + 1)...]
      while let word = rest.first, word != "gateway" {
        // An option, or the value of one.
        guard word.hasPrefix("-") || words[rest.startIndex - 1].hasPrefix("-") else { return false }
        rest = rest.dropFirst()
      }
      guard rest.first == "gateway" else { return false }
      // Prose goes on with another word, or ends a sentence.
      guard let next = rest.dropFirst().first else {
        return rest.startIndex > place + 1 || !isProse(line, behind: words[place])
      }
      return next == "run" || next.hasPrefix("-") || next.hasPrefix("$") || next.hasPrefix("2")
    }
  }

  /// Whether a line talks of "the openclaw gateway", as texts and messages do.
  private static func isProse(_ line: Substring, behind word: Substring) -> Bool {
    guard line[word.endIndex...].hasPrefix(" gateway") else { return false }
    let before = line[..<word.startIndex].split(separator: " ").last.map { $0.lowercased() } ?? ""
    return ["the", "an", "a", "to", "your", "of", "with", "from", "and", "this", "that"].contains(before)
  }

  private static func isOpenClaw(_ word: Substring) -> Bool {
    let name = UserPath.name(String(word.split(separator: "@", omittingEmptySubsequences: false)[0]))
    if StartPrograms.isOpenClaw(name) { return true }
    if word.hasSuffix("js") { return StartPrograms.names.contains { word.contains($0) } }
    let variable = word.drop { $0 == "$" }
    return ["OPENCLAW", "OPENCLAW_BIN", "OPENCLAW_CMD", "OPENCLAW_PATH", "OPENCLAW_EXE"].contains(variable)
  }
}
