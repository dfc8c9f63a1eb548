import OpenClaw

extension FuzzSource {
  /// A config that is put in the place of another one, whose `meta` block stays.
  static let configMeta = FuzzSource(
    name: "config-meta", about: "a restored config that keeps the meta block of the present one",
    corpus: {
      Corpus.texts(
        "{\n  a: 1,\n}\n@@ current\n{ \"meta\": { lastTouchedVersion: '2026.9.4' }, b: 2 }",
        "{}\n@@ current\n{meta:1}",
        "// x\n{ meta: { a: 1 }, meta: { b: 2 }, c: [1, 2,], }\n@@ current\n{ 'meta': /* y */ [1], m\\u0065ta: 'z' } // end",
        "{ a: 1 }\n@@ current\n{ b: 1 }")
    },
    dictionary: [
      "meta", "\"meta\": ", "'meta'", "m\\u0065ta", "{", "}", ",", ":", "// ", "/*", "*/", "@@ current\n",
      "\u{FEFF}", "null", "\"", "'",
    ],
    run: { input throws(FuzzFault) in
      let map = FileMap(input)
      let current = map.texts["current"] ?? ""
      let kept = ConfigMeta.keep(in: map.main, of: current)
      try Hold.bounded(kept.utf8.count, by: 2, of: input.count * 2, "a config with another meta block")
      guard let before = root(map.main) else {
        return try Hold.same(kept, map.main, "a config that is none was changed")
      }
      guard let after = root(kept) else {
        throw FuzzFault("a config with another meta block is none any more")
      }
      try Hold.same(
        written(after, without: true), written(before, without: true), "another meta block changed the rest")
      if !kept.isSameBytes(as: map.main), let present = root(current) {
        try Hold.same(
          after["meta"].map { JSON5Writer.text($0) } ?? "(none)",
          present["meta"].map { JSON5Writer.text($0) } ?? "(none)",
          "the meta block is another one")
      }
      try Hold.same(
        ConfigMeta.keep(in: kept, of: current), kept, "a meta block is kept twice with another result")
    })

  /// Nil for a text that is no config.
  private static func root(_ text: String) -> JSON5Node? {
    (try? JSON5Parser.parse(text, file: "x")).flatMap { $0.object == nil ? nil : $0 }
  }

  private static func written(_ node: JSON5Node, without meta: Bool) -> String {
    JSON5Writer.text(JSON5Node(.object(node.object?.without("meta") ?? JSON5Object()), at: node.location))
  }
}
