import GatewayModel
import OpenClaw

/// The secrets in config files, also in files that do not parse.
enum MaskedSecrets {
  static func of(_ files: [ConfigBackup.File]) -> Set<String> {
    files.reduce(into: []) { found, file in
      // What does not parse is searched as text.
      if let root = try? JSON5Parser.parse(file.text, file: file.path) {
        found.formUnion(SecretValues.inConfig(root))
      } else {
        found.formUnion(MaskedConfig(file.text).secrets)
      }
    }
  }
}
