import OpenClaw

extension FuzzSource {
  /// Words that are offered to be copied into a shell.
  static let shellLine = FuzzSource(
    name: "shell-line", about: "command lines that are offered for copying",
    corpus: {
      Corpus.texts(
        "--profile\nmy lab\n--port\n18789", "it's\n\"quoted\"\n$HOME\n`id`\n~/x\n~\n*\n\\\n",
        "a;b\n!x\n#c\n${A}\n日本\nA=B c\n-\n")
    },
    dictionary: [
      "'", "\"", "$", "`", "\\", "~/", "~", "!", "#", "*", "\n", " ", ";", "\u{3000}", "\u{2028}", "=", "('",
    ], largest: 16384,
    run: { input throws(FuzzFault) in
      let words = input.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(64).map {
        String(decoding: $0, as: UTF8.self)
      }
      // That would be an option of OpenClaw's own, which changes what is started.
      if words.contains(where: { $0.hasPrefix("--container") }) { return }
      let line = ShellLine.text(words)
      try Hold.clean(line, "a command line")
      try Hold.bounded(line.utf8.count, by: 5, of: input.count, "a command line")
      // Every shell takes it apart into the very same words; a home stands for itself there.
      let expected = words.map { word in
        ShellLine.word(word) == ShellLine.withheld
          ? "…" : word.begins(with: "~/") && isBare(word) ? "/h" + Substring(word.utf8.dropFirst()) : word
      }
      let command = StartReader(home: "/h") { _ in .missing }
        .command(["sh", "-c", "openclaw gateway run " + line], environment: [:])
      let found = Array(command.arguments.dropFirst(2))
      try Hold.that(command.kind == .gateway, "a command line is not understood: \(Hold.excerpt(line))")
      try Hold.that(
        found.count == expected.count, "\(expected.count) words became \(found.count): \(Hold.excerpt(line))")
      for (word, wanted) in zip(found, expected) {
        try Hold.same(word, wanted, "a word became another one")
      }
    })

  /// Whether a word stands without quotes.
  private static func isBare(_ word: String) -> Bool { ShellLine.word(word) == word }
}
