extension FuzzSource {
  /// Sources that are at fault on purpose, for the tests of the runner: whatever holds an `A`.
  static let atFault: [FuzzSource] = [
    atFault("self-fault") { () throws(FuzzFault) in throw FuzzFault("an A is there") },
    atFault("self-trap") { _ = [0].suffix(0)[1] },
    atFault("self-hang") { while FuzzClock.now > 0 {} },
  ]

  private static func atFault(_ name: String, _ fault: @escaping @Sendable () throws(FuzzFault) -> Void)
    -> FuzzSource
  {
    FuzzSource(
      name: name, about: "at fault on purpose", corpus: { Corpus.texts("some text\nwith lines\n") },
      dictionary: ["xAx"],
      run: { input throws(FuzzFault) in if input.contains(0x41) { try fault() } })
  }
}
