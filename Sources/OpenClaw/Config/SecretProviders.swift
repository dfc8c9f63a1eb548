/// `secrets.providers` of a config: what a secret reference names. Source: OpenClaw `docs/gateway/secrets.md`, `src/secrets/`.
struct SecretProviders {
  private let node: JSON5Node?

  init(_ node: JSON5Node?) { self.node = node }

  /// Where the secret of a reference `{source, provider, id}` is.
  func value(of reference: JSON5Node) -> CredentialValue {
    guard let source = reference["source"]?.string, let id = reference["id"]?.string?.nonBlank else {
      return .unresolved
    }
    if source == "env" { return .variable(id) }
    let name =
      reference["provider"]?.string?.nonBlank ?? node?["defaults", source]?.string?.nonBlank ?? "default"
    guard let provider = node?["providers", name] else { return .unresolved }
    switch source {
    case "file":
      guard let path = provider["path"]?.string?.nonBlank else { return .unresolved }
      return provider["mode"]?.string == "singleValue" ? .file(path) : .part(file: path, pointer: id)
    case "exec":
      guard let command = provider["command"]?.string?.nonBlank else { return .unresolved }
      let arguments = (provider["args"]?.array ?? []).compactMap(\.string)
      return .command(([command] + arguments + [id]).joined(separator: "\0"))
    default: return .unresolved
    }
  }
}
