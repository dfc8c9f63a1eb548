import GatewayModel
import Host
import OpenClaw

/// Works out what a gateway claims: directories with their links resolved, credentials with the files they come from.
struct ClaimedResourcesBuilder {
  /// A token file may be this large: 64 KB.
  static let tokenLimit = TokenFiles.limit

  var paths: GatehousePaths
  var files: Machine.Files
  var realPath: (String) -> String
  /// What `~` stands for in the gateway's own files.
  var home: String
  var candidate: Candidate
  var config: GatewayConfig?
  var isConfigInvalid: Bool
  /// Variables that stand in the config as they were written, because nothing supplied them.
  var missing: Set<String>
  var layers: VariableLayers
  var rules: VersionRules

  func build(standardWorkspace: String, fallbackWorkspace: String?) -> ClaimedResources {
    var claims = ClaimedResources()
    claims.stateDirs = [place(candidate.stateDir)]
    claims.configs = [place(candidate.configPath)]
    // A config that cannot be read may name any workspace.
    claims.workspaces =
      isConfigInvalid ? [] : workspaces(standard: standardWorkspace, fallback: fallbackWorkspace)
    var tokens = TokenFiles(files: files)
    for credential in config?.credentials ?? [] {
      if let found = resolve(credential, &tokens) {
        claims.credentials.append(found)
      } else if !credential.keyPath.isEmpty {
        claims.hasUnknownCredential = true
      }
    }
    claims.gatewayToken = gatewayToken()
    claims.primaryModel = config?.primaryModel
    if let unit = candidate.unit {
      claims.unitContradictions =
        UnitContradictions(unit: unit, realPath: realPath, abbreviate: paths.abbreviate).find()
    }
    return claims
  }

  private func place(_ path: String, isStandard: Bool = false, key: String? = nil) -> ClaimedResources.Place {
    ClaimedResources.Place(
      path: paths.abbreviate(path), real: realPath(path), isStandard: isStandard, key: key)
  }

  private func workspaces(standard: String, fallback: String?) -> [ClaimedResources.Place] {
    let agents = config?.agents ?? AgentWorkspaces(nil)
    var seen: Set<ByteText> = []
    return agents.places(
      fallback: fallback, standard: standard, stateDir: candidate.stateDir, rules: rules
    ) { UserPath.resolve($0, home: home, workingDirectory: home) }
    .map { place($0.path, isStandard: $0.isStandard, key: $0.key) }
    .filter { seen.insert($0.real).inserted }
  }

  private func inConfig(_ key: String) -> String { paths.abbreviate(candidate.configPath) + "#" + key }

  /// The secret without parts that may be written or left out, so that two spellings of one secret compare equal.
  private static func bare(_ secret: String, of channel: String) -> String {
    switch channel {
    // Discord's own libraries write the word in front of it.
    case "discord" where secret.begins(with: "Bot "): String(secret.dropFirst(4))
    case "googlechat": serviceAccount(secret)
    // A number for people to read: `+49 (170) 123-45`.
    case "signal" where secret.utf8.first == UInt8(ascii: "+"):
      String(decoding: secret.utf8.filter { !" -()./".utf8.contains($0) }, as: UTF8.self)
    default: secret
    }
  }

  private func resolve(
    _ credential: ChannelCredential, _ tokens: inout TokenFiles
  ) -> ClaimedResources.Credential? {
    func file(_ path: String) -> String { UserPath.resolve(path, home: home, workingDirectory: home) }
    func make(_ secret: String, _ place: String, sharedFile: String? = nil) -> ClaimedResources.Credential? {
      secret.nonBlank.map { secret in
        ClaimedResources.Credential(
          channel: credential.channel,
          secret: Self.bare(secret, of: credential.channel)
            + (credential.scope.isEmpty ? "" : "\n" + credential.scope), place: place,
          sharedFile: sharedFile,
          isIdentity: credential.isIdentity)
      }
    }
    switch credential.value {
    case .literal(let text): return make(text, inConfig(credential.keyPath))
    case .file(let path):
      return tokens.text(file(path)).flatMap { make($0, inConfig(credential.keyPath)) }
    case .part(let path, let pointer):
      let node = tokens.node(file(path))
      let keys = pointer.parts(at: "/").map(String.init).map {
        $0.replacing("~1", with: "/").replacing("~0", with: "~")
      }
      let part = keys.reduce(node) { $0?[$1] }
      return part.flatMap { $0.string ?? JSON5Writer.text($0) }
        .flatMap { make($0, inConfig(credential.keyPath)) }
    case .directory(let path):
      return make("directory " + realPath(file(path)), inConfig(credential.keyPath))
    case .standardDirectory(let path):
      let base =
        layers["OPENCLAW_OAUTH_DIR"].map { file($0.value) } ?? candidate.stateDir + "/credentials"
      let directory = realPath("\(base)/\(path)")
      // Where two gateways share the state directory, the finding about that covers the session too.
      return make("directory " + directory, inConfig(credential.keyPath), sharedFile: directory)
    case .command(let command): return make("command " + command, inConfig(credential.keyPath))
    case .placeholder(let name) where !missing.contains(name): return nil
    case .variable(let name), .placeholder(let name):
      guard let (value, layer) = layers[name] else { return nil }
      if !credential.keyPath.isEmpty {
        return make(value, inConfig(credential.keyPath), sharedFile: layer.real)
      }
      // A variable of the person's shell is no gateway's until a config asks for it.
      guard let file = layer.file else { return nil }
      return make(value, "\(file)#\(layer.prefix)\(name)", sharedFile: layer.real)
    case .unresolved: return nil
    }
  }

  /// What of a Google service account makes it that account: the same one in a file and in a config is one.
  private static func serviceAccount(_ text: String) -> String {
    // What is no JSON is compared as it stands.
    guard let node = try? JSON5Parser.parse(text, file: ""), let mail = node["client_email"]?.string else {
      return text
    }
    return "service account " + mail
  }

  /// The token that clients must show: the config first, then the variable (openclaw-facts.md section 2.3).
  private func gatewayToken() -> ClaimedResources.Credential? {
    guard let config, config.authMode == nil || config.authMode == .token else { return nil }
    if case .literal(let token) = config.token {
      return ClaimedResources.Credential(
        channel: "", secret: token, place: inConfig("gateway.auth.token"), sharedFile: nil)
    }
    guard config.token == nil, let (value, layer) = layers["OPENCLAW_GATEWAY_TOKEN"], let file = layer.file
    else { return nil }
    return ClaimedResources.Credential(
      channel: "", secret: value, place: "\(file)#\(layer.prefix)OPENCLAW_GATEWAY_TOKEN",
      sharedFile: layer.real)
  }
}
