extension FuzzSource {
  /// All of them, in the order of `list`.
  static let all: [FuzzSource] = [
    config, configMeta, masking, drillConfig, ownConfig, unit, quadlet, glob, environmentFile, dotEnv, shell,
    shellLine, commandLines, lock,
    records, journal, logs, redaction, proc, chrome, systemctl, frames, health, urls, words, jsonText,
    textLayout, screenKeys, host,
  ]

  /// The one of a name.
  static func named(_ name: String) -> FuzzSource? { (all + atFault).first { $0.name == name } }
}
