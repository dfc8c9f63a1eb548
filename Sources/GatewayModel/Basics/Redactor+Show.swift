extension Redactor {
  /// Text from outside as it may be shown: without escape sequences and without the secrets that were read.
  /// For free text only: names and paths are cleaned, and no secret is searched for in them.
  public func show(_ text: String) -> String { redact(LogText.clean(text)) }

  /// Lines that follow each other as they may be shown: without escape sequences, secrets and keys.
  public func show(lines: [String]) -> [String] {
    var blocks = PEMBlocks()
    return lines.map { show(blocks.mask(LogText.clean($0))) }
  }
}
