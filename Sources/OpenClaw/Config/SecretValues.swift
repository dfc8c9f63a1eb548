/// Which values of a config are secrets. Gatehouse keeps them only to cross them out of whatever leaves it.
public enum SecretValues {
  private static let words: [StaticString] = [
    "token", "password", "secret", "apikey", "api_key", "privatekey", "credential", "passphrase", "auth_key",
    "signingkey", "webhookkey", "accesskey",
  ]

  /// Names that are whole, or the last word of a longer one: `SMTP_PASS`, `encodingAESKey`.
  private static let lastWords = ["key", "pat", "pass", "passwd", "authorization", "bearer", "cookie"]

  /// Whether a key, the name of a variable or that of an option (`--api-key`) speaks of a secret.
  public static func isSecretName(_ name: String) -> Bool {
    let lower = name.lowercased().replacing("-", with: "_")
    if words.contains(where: { lower.holds($0) }) { return true }
    return lastWords.contains { word in
      guard lower.ends(with: word) else { return false }
      if lower.utf8.count == word.utf8.count || lower.ends(with: "_" + word) { return true }
      // `botKey`, but neither `monkey` nor `publicKey`.
      return name.dropLast(word.count).last?.isLowercase == true
        && name.suffix(word.count).first?.isUppercase == true
        && !lower.ends(with: "publickey")
        || lower.ends(with: "aeskey")
    }
  }

  /// The values of variables whose names speak of a secret, and the passwords in addresses that others hold.
  public static func inVariables(_ variables: [String: String]) -> Set<String> {
    variables.reduce(into: []) { found, variable in
      if isSecretName(variable.key) { found.insert(variable.value) }
      found.formUnion(inAddress(variable.value))
    }
  }

  /// The user info of an address such as `https://user:pass@host`: the password, or the whole where there is none.
  public static func inAddress(_ text: String) -> Set<String> { userInfo(text).map { [$0] } ?? [] }

  /// All strings below keys that speak of a secret, and the passwords in addresses.
  public static func inConfig(_ node: JSON5Node, underSecret: Bool = false) -> Set<String> {
    switch node.value {
    case .string(let text):
      // A variable that nothing supplies stands there by its name, and that is no secret.
      var found: Set<String> = underSecret && !text.isEmpty && !text.holds("${") ? [text] : []
      if let part = userInfo(text) { found.insert(part) }
      return found
    case .array(let items):
      return items.reduce(into: []) { $0.formUnion(inConfig($1, underSecret: underSecret)) }
    case .object(let object):
      // A secret reference says where a secret is kept; its words (`env`, `default`) are none.
      if underSecret, object["source"] != nil, object["id"] != nil { return [] }
      return object.members.reduce(into: []) { found, member in
        // `tokenFile` and `maxTokens` name no secret themselves.
        let lower = member.key.lowercased()
        let isHarmless = lower.ends(with: "file") || lower.ends(with: "tokens") || lower.ends(with: "mode")
        found.formUnion(
          inConfig(
            member.node,
            underSecret: !isHarmless && (underSecret || isSecretName(member.key))))
      }
    default: return []
    }
  }

  /// The user info of an address such as `https://user:pass@host`.
  private static func userInfo(_ text: String) -> String? {
    guard let authority = text.behindScheme?.head(before: "/?#"), let at = authority.lastPlace(of: "@") else {
      return nil
    }
    let info = authority[..<at]
    return info.parts(at: ":", maxSplits: 1).last.map(String.init)
  }
}
