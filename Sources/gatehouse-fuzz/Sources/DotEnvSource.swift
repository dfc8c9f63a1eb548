import OpenClaw

extension FuzzSource {
  /// A `.env` file.
  static let dotEnv = FuzzSource(
    name: "dotenv", about: "a .env file as OpenClaw reads it",
    corpus: {
      Corpus.texts(
        "A=1\nexport B = two # note\nC: yaml\nD='single\nlines'\nE=\"a\\nb\\r\" # c\nF=`tick`\nG=\"open\nH=x'y'\n  I.j-K=\"a\"b\n",
        "\u{FEFF}OPENCLAW_GATEWAY_PORT=19001\r\nOPENCLAW_STATE_DIR=\"/h/x\"\r\nTELEGRAM_BOT_TOKEN=1:a\r\n"
      ) + Corpus.fixtures("cases", ends: [".env"], most: 60)
    },
    dictionary: ["A=", "export ", ": ", "\"", "'", "`", "\\n", "\\\"", "#", " #", "\n", "\r", "=\"\""],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let values = DotEnv.parse(text)
      let size = values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
      try Hold.that(size <= text.utf8.count, "more was read than stands there: \(size) of \(text.utf8.count)")
      for (name, value) in values {
        let isName = name.utf8.allSatisfy {
          [0x5F, 0x2E, 0x2D].contains($0) || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
        try Hold.that(isName && !name.isEmpty, "a variable has no name: \(Hold.excerpt(name))")
        // What nothing in it is special in is read back as it is.
        let isPlain = value.utf8.allSatisfy {
          $0 > 0x20 && $0 < 0x7F && ![0x22, 0x23, 0x27, 0x5C, 0x60].contains($0)
        }
        guard isPlain, name != "export" else { continue }
        try Hold.same(
          DotEnv.parse("\(name)=\(value)")[name] ?? "(nothing)", value,
          "a written value is read as another one")
      }
    })
}
