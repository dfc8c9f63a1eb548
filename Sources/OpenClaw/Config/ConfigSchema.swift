/// What OpenClaw's schema refuses, of the keys that Gatehouse reads, and keys that no known version has.
/// Source: the schemas of 2026.3.1, 2026.5.7 and 2026.6.11 (all of these objects are strict, but for `gateway.tls` and `env`).
public struct ConfigSchema: Sendable, Equatable {
  /// What every version that was looked at refuses.
  public private(set) var problems: [ConfigProblem] = []
  /// What a value may be.
  private enum Shape {
    case text, flag, object
    case oneOf([String])
    /// A whole number in a range.
    case whole(ClosedRange<Int>)
    /// A text, or a reference to a secret.
    case secret
    /// A text, or an object.
    case textOrObject
    /// `rrggbb`, with or without `#`.
    case color

    func accepts(_ node: JSON5Node) -> Bool {
      switch self {
      case .text: node.string != nil
      case .flag: node.bool != nil
      case .object: node.object != nil
      case .oneOf(let words): node.string.map(words.contains) ?? false
      case .whole(let range): node.integer.map(range.contains) ?? false
      case .secret: node.string != nil || node["source"]?.string != nil && node["id"] != nil
      case .textOrObject: node.string != nil || node.object != nil
      case .color: node.string.map(Self.isColor) ?? false
      }
    }

    private static func isColor(_ text: String) -> Bool {
      let digits = text.begins(with: "#") ? text.dropFirst() : text[...]
      return digits.utf8.count == 6 && digits.allSatisfy(\.isHexDigit)
    }

    var wanted: String {
      switch self {
      case .text: "a text"
      case .flag: "true or false"
      case .object: "an object in braces"
      case .oneOf(let words): "one of \(words.joined(separator: ", "))"
      case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .secret: "a text, or a reference to a secret"
      case .textOrObject: "a text or an object"
      case .color: "six hexadecimal digits"
      }
    }
  }

  private static let port = Shape.whole(1...65535)

  /// Every key that Gatehouse reads, with what it may be.
  private static let shapes: [(path: [String], shape: Shape)] = [
    (["gateway"], .object), (["gateway", "port"], port), (["gateway", "mode"], .oneOf(["local", "remote"])),
    (["gateway", "bind"], .oneOf(["auto", "lan", "loopback", "custom", "tailnet"])),
    (["gateway", "customBindHost"], .text), (["gateway", "auth"], .object),
    (["gateway", "auth", "mode"], .oneOf(["none", "token", "password", "trusted-proxy"])),
    (["gateway", "auth", "token"], .secret), (["gateway", "auth", "password"], .secret),
    (["gateway", "tls"], .object), (["gateway", "tls", "enabled"], .flag),
    (["gateway", "remote"], .object), (["gateway", "remote", "url"], .text),
    (["gateway", "controlUi"], .object), (["gateway", "controlUi", "enabled"], .flag),
    (["gateway", "controlUi", "basePath"], .text), (["logging"], .object), (["logging", "file"], .text),
    (["canvasHost"], .object), (["canvasHost", "port"], port),
    (["agents"], .object), (["agents", "defaults"], .object), (["agents", "defaults", "workspace"], .text),
    (["agents", "defaults", "model"], .textOrObject), (["channels"], .object), (["browser"], .object),
    (["browser", "enabled"], .flag), (["browser", "cdpUrl"], .text), (["browser", "attachOnly"], .flag),
    (["browser", "defaultProfile"], .text), (["browser", "profiles"], .object),
    (["browser", "cdpPortRangeStart"], .whole(1...65436)), (["env"], .object), (["env", "vars"], .object),
    (["gateway", "tailscale", "mode"], .oneOf(["off", "serve", "funnel"])),
    (["gateway", "reload", "mode"], .oneOf(["off", "restart", "hot", "hybrid"])),
    (["gateway", "remote", "transport"], .oneOf(["ssh", "direct"])),
    (["meta"], .object), (["mcp"], .object), (["mcp", "apps"], .object), (["mcp", "apps", "enabled"], .flag),
    (["mcp", "apps", "sandboxPort"], port), (["hooks"], .object), (["hooks", "enabled"], .flag),
    (["secrets"], .object), (["secrets", "providers"], .object), (["plugins"], .object),
  ]

  private static let profileShapes: [(key: String, shape: Shape)] = [
    ("cdpPort", port), ("cdpUrl", .text), ("attachOnly", .flag), ("userDataDir", .text),
    ("driver", .oneOf(["openclaw", "clawd", "extension", "existing-session"])), ("color", .color),
  ]

  private static let webhookShapes: [[String]] = [
    ["channels", "telegram", "webhookPort"], ["channels", "msteams", "webhook", "port"],
    ["channels", "feishu", "webhookPort"], ["channels", "nextcloud-talk", "webhookPort"],
    ["channels", "signal", "httpPort"], ["hooks", "gmail", "serve", "port"],
    ["plugins", "entries", "voice-call", "config", "serve", "port"],
  ]

  /// Keys of the strict objects, of all versions together.
  private static let known: [(path: [String], keys: Set<String>)] = [
    (
      [],
      [
        "$schema", "meta", "env", "wizard", "diagnostics", "logging", "update", "browser", "ui", "secrets",
        "auth",
        "acp", "models", "nodeHost", "agents", "tools", "bindings", "broadcast", "audio", "media", "messages",
        "commands", "approvals", "session", "cron", "hooks", "web", "channels", "discovery", "canvasHost",
        "talk",
        "gateway", "memory", "skills", "plugins", "cli", "crestodian", "accessGroups", "commitments", "mcp",
        "surfaces", "proxy", "tui", "security", "transcripts",
      ]
    ),
    (
      ["gateway"],
      [
        "port", "mode", "bind", "customBindHost", "controlUi", "auth", "trustedProxies",
        "allowRealIpFallback",
        "tools", "channelHealthCheckMinutes", "tailscale", "remote", "reload", "tls", "http", "nodes",
        "webchat",
        "handshakeTimeoutMs", "channelStaleEventThresholdMinutes", "channelMaxRestartsPerHour", "push",
      ]
    ),
    (
      ["gateway", "auth"], ["mode", "token", "password", "allowTailscale", "rateLimit", "trustedProxy"]
    ),
    (
      ["browser"],
      [
        "enabled", "evaluateEnabled", "cdpUrl", "remoteCdpTimeoutMs", "remoteCdpHandshakeTimeoutMs", "color",
        "executablePath", "headless", "noSandbox", "attachOnly", "defaultProfile", "snapshotDefaults",
        "ssrfPolicy", "profiles", "localLaunchTimeoutMs", "localCdpReadyTimeoutMs", "actionTimeoutMs",
        "cdpPortRangeStart", "extraArgs", "tabCleanup",
      ]
    ),
  ]

  /// All keys that are known here, wherever they stand.
  static let words = Set(
    shapes.flatMap(\.path) + profileShapes.map(\.key) + webhookShapes.flatMap(\.self) + known.flatMap(\.keys))

  /// Keys that people write elsewhere than where OpenClaw looks for them.
  private static let misplaced = [
    "gateway.token": "gateway.auth.token", "gateway.password": "gateway.auth.password",
    "browser.controlPort": "no key: it follows from gateway.port",
  ]

  /// Checks a whole config, includes merged and variables substituted; what is wrong stands in `problems`.
  public init(_ root: JSON5Node) {
    for (path, shape) in Self.shapes { check(root, path, shape) }
    for path in Self.webhookShapes { check(root, path, .whole(0...65535)) }
    for member in root["browser", "profiles"]?.object?.members ?? [] {
      for (key, shape) in Self.profileShapes {
        check(member.node, [key], shape)
      }
    }
  }

  /// The versions whose whole schema was looked at.
  public static let knownVersions = [Version(2026, 3, 1), Version(2026, 5, 7), Version(2026, 6, 11)]

  /// Keys that came with or went from one of those versions.
  private static let changes: [(path: [String], key: String, first: Version?, end: Version?)] =
    ["cli", "crestodian", "accessGroups", "commitments", "mcp", "surfaces", "proxy"].map {
      ([], $0, knownVersions[1], nil)
    }
    + ["tui", "security", "transcripts"].map { ([], $0, knownVersions[2], nil) }
    + ["handshakeTimeoutMs", "channelStaleEventThresholdMinutes", "channelMaxRestartsPerHour", "push"].map {
      (["gateway"], $0, knownVersions[1], nil)
    } + [(["gateway"], "webchat", knownVersions[1], knownVersions[2])]
    + [
      "localLaunchTimeoutMs", "localCdpReadyTimeoutMs", "actionTimeoutMs", "cdpPortRangeStart", "extraArgs",
      "tabCleanup",
    ]
    .map { (["browser"], $0, knownVersions[1], nil) }

  /// Whether a version that was looked at does not have a key that others have.
  private static func isMissing(_ key: String, at path: [String], in version: Version) -> Bool {
    guard knownVersions.contains(version) else { return false }
    return changes.contains { change in
      change.path == path && change.key == key
        && (change.first.map { version < $0 } ?? false || change.end.map { version >= $0 } ?? false)
    }
  }

  /// Keys that a version does not have: of one that was looked at its own, of others those that none of them has. A newer version
  /// may have them.
  static func doubts(_ root: JSON5Node, version: Version?) -> [ConfigProblem] {
    var doubts: [ConfigProblem] = []
    for (path, keys) in Self.known {
      guard let object = path.reduce(root as JSON5Node?, { $0?[$1] })?.object else { continue }
      // `standIn` is how the stand-in of demo and tests is told what to do.
      for member in object.members where !(path.isEmpty && member.key == "standIn") {
        let isKnown =
          keys.contains(member.key) && version.map { !isMissing(member.key, at: path, in: $0) } ?? true
        if isKnown { continue }
        let name = (path + [ConfigWord.shownKey(member.key)]).joined(separator: ".")
        let fault = ConfigFault.unknownKey(key: name, hint: Self.misplaced[name])
        doubts.append(ConfigProblem(fault, at: member.keyLocation))
      }
    }
    // Drivers came and went with the versions.
    if let version, knownVersions.contains(version) {
      let drivers: Set<String> =
        version == knownVersions[0] ? ["clawd", "extension"] : ["openclaw", "clawd", "existing-session"]
      for member in root["browser", "profiles"]?.object?.members ?? [] {
        guard let driver = member.node["driver"], let name = driver.string, !drivers.contains(name) else {
          continue
        }
        doubts.append(ConfigProblem(.unknownDriver(), at: driver.location))
      }
    }
    return doubts
  }

  private mutating func check(_ root: JSON5Node, _ path: [String], _ shape: Shape) {
    guard let node = path.reduce(root as JSON5Node?, { $0?[$1] }), !shape.accepts(node) else { return }
    let fault = ConfigFault.wrongKind(key: path.joined(separator: "."), wanted: shape.wanted)
    problems.append(ConfigProblem(fault, at: node.location))
  }
}
