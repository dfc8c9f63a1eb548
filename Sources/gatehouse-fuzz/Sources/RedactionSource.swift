import GatewayModel

extension FuzzSource {
  /// Texts in which the secrets that were read are crossed out.
  static let redaction = FuzzSource(
    name: "redaction", about: "texts in which secrets are crossed out",
    corpus: {
      Corpus.texts(
        "2026-11-26T11:14:01Z [gateway] token=S3CR3T-fuzz-0123456789 ok",
        "abcabcabcabc xyz aaaaaaaa S3CR3T-fuzz-S3CR3T-fuzz-0123456789 pässwörd•••",
        "url https://u:pässwörd@h:1/x?key=S3CR3T-fuzz-0123456789&a=aaaaaaa")
    },
    dictionary: secrets + ["abc", "S3CR3T", "-fuzz-", "0123456789", "•••", "\u{301}", "aaa"],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let redactor = Redactor(Set(secrets))
      let redacted = redactor.redact(text)
      let bytes = Array(redacted.utf8)
      for secret in long {
        try Hold.that(!bytes.holds(Array(secret.utf8)), "a redacted text holds a secret: \(secret)")
      }
      try Hold.same(redactor.redact(redacted), redacted, "a text is redacted twice to something else")
      try Hold.bounded(redacted.utf8.count, by: 3, of: text.utf8.count, "a redacted text")
      let shown = redactor.show(text)
      try Hold.clean(shown, "a shown text")
      let seen = Array(shown.utf8)
      for secret in long {
        try Hold.that(!seen.holds(Array(secret.utf8)), "a shown text holds a secret: \(secret)")
      }
      let given = Array(text.utf8)
      // Behind a backslash or a percent sign a secret may be written in another form.
      let isPlain = !given.contains(0x5C) && !given.contains(0x25)
      if isPlain, !long.contains(where: { given.holds(Array($0.utf8)) }) {
        try Hold.same(redacted, text, "a text without secrets was redacted")
      }
    })

  /// Shorter ones are not crossed out.
  private static let long = secrets.filter { $0.count >= 4 }

  private static let secrets = [
    "S3CR3T-fuzz-0123456789", "S3CR3T-fuzz", "fuzz-0123", "pässwörd", "abcabc", "aaaa", "key",
    "e\u{301}e\u{301}e\u{301}", "🇩🇪🇩🇪",
  ]
}
