import OpenClaw

extension FuzzSource {
  /// A file that `EnvironmentFile=` names.
  static let environmentFile = FuzzSource(
    name: "environment-file", about: "variables as systemd reads them (EnvironmentFile=)",
    corpus: {
      Corpus.texts(
        "# note\nA=1\nB=\"two words\" tail\nC='single \\' \nD=a\\\n b\n;x\nexport E=1\n1X=2\nF = spaced \nG=\"a\\\"b\\$c\\\\\\`\"\n",
        "OPENCLAW_GATEWAY_PORT=19001\r\nOPENCLAW_PROFILE=lab # not a note\r\n=\nH==\nI=\"open\nstill"
      ) + Corpus.fixtures("cases", ends: [".env", ".environment"], most: 60)
    },
    dictionary: [
      "A=", "B=\"", "'", "\\", "\\\n", "#", ";", "export ", "=", " = ", "$", "`", "OPENCLAW_PROFILE=",
    ],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let content = SystemdEnvironmentFile.parse(text)
      let size = content.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
      // A backslash that stays in quotes is one of the input, too.
      try Hold.that(size <= text.utf8.count, "more was read than stands there: \(size) of \(text.utf8.count)")
      try Hold.that(content.ignored.count <= text.utf8.count + 1, "more was left out than stands there")
      for name in content.values.keys {
        let isName = name.utf8.allSatisfy {
          $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
        try Hold.that(
          isName && name.utf8.first.map { !(0x30...0x39).contains($0) } == true, "a variable has no name")
      }
      // In double quotes every value can be written, and is then read as the same.
      let written = content.values.sorted { $0.key < $1.key }.map { name, value in
        let escaped = value.unicodeScalars.map { "\"\\`$".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
          .joined()
        return "\(name)=\"\(escaped)\"\n"
      }
      let again = SystemdEnvironmentFile.parse(written.joined())
      try Hold.that(again.values.count == content.values.count, "what was written is read as other variables")
      for (name, value) in content.values {
        try Hold.same(again.values[name] ?? "(nothing)", value, "a written value is read as another one")
      }
    })
}
