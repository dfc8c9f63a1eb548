import GatewayModel
import OpenClaw

/// The secrets of files that may be no config any more.
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
