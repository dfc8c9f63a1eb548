import GatewayModel

extension FuzzSource {
  /// Command lines of Chromes, as `/proc` gives them.
  static let chrome = FuzzSource(
    name: "chrome", about: "command lines of Chromes",
    corpus: {
      Corpus.texts(
        "/opt/chrome\0--remote-debugging-port=18800\0--user-data-dir=/h/.openclaw/browser/openclaw/user-data\0--no-first-run",
        "/opt/chrome --type=renderer --remote-debugging-port=18800 --user-data-dir=/h/my data --lang=de",
        "chrome --remote-debugging-port= --user-data-dir=relative")
    },
    dictionary: [
      " --", "\0", "--remote-debugging-port=", "--user-data-dir=/", "--type=renderer", " ", "=", "--",
    ],
    run: { input throws(FuzzFault) in
      let words = input.split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      for arguments in [words, [words.joined(separator: " ")]] {
        guard let chrome = ChromeArguments(arguments) else { continue }
        try Hold.that(chrome.userDataDir.utf8.first == 0x2F, "a Chrome keeps its data at no absolute path")
        try Hold.that(
          chrome.userDataDir.utf8.count <= 3 * input.count, "a Chrome's directory is out of proportion")
      }
    })
}
