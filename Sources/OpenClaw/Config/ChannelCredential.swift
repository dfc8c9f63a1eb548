/// A bot's credential as a config names it: the same one in two gateways makes both bots fail.
/// Source: OpenClaw `src/telegram/token.ts` and its like; openclaw-facts.md section 4.
public struct ChannelCredential: Sendable, Equatable {
  /// Where the secret itself is.
  public enum Value: Sendable, Equatable {
    case literal(String)
    /// A file that holds it, as written.
    case file(String)
    /// A variable of the gateway's environment.
    case variable(String)
    /// `${NAME}` as it stands after the config's own reading: a variable that nothing supplied, or `$${NAME}`, which is none.
    case placeholder(String)
    /// A store, a command, or a variable that nothing supplies: unknown.
    case unresolved
  }

  /// `telegram`, `discord`, …
  public var channel: String
  /// `channels.telegram.accounts.ops.botToken`.
  public var keyPath: String
  public var value: Value

  public init(channel: String, keyPath: String, value: Value) {
    self.channel = channel
    self.keyPath = keyPath
    self.value = value
  }

  /// Keys that hold what a bot identifies itself with. Secrets for web hooks are none: two bots may share those.
  private static let keys: Set<String> = [
    "botToken", "token", "appToken", "userToken", "accessToken", "channelAccessToken", "botSecret",
    "appPassword", "appSecret", "privateKey",
  ]

  /// Variables that the default account of a channel falls back to, and the key in whose place they stand.
  private static let variables: [(name: String, channel: String, key: String)] = [
    ("TELEGRAM_BOT_TOKEN", "telegram", "botToken"), ("DISCORD_BOT_TOKEN", "discord", "token"),
    ("SLACK_BOT_TOKEN", "slack", "botToken"), ("SLACK_APP_TOKEN", "slack", "appToken"),
    ("MATTERMOST_BOT_TOKEN", "mattermost", "botToken"), ("MATRIX_ACCESS_TOKEN", "matrix", "accessToken"),
    ("LINE_CHANNEL_ACCESS_TOKEN", "line", "channelAccessToken"), ("ZALO_BOT_TOKEN", "zalo", "botToken"),
  ]

  /// All that the enabled channels of a config use: top level, accounts, token files, and the variables that stand in for them.
  public static func all(in root: JSON5Node) -> [ChannelCredential] {
    var found: [ChannelCredential] = []
    let channels = root["channels"]
    var served: Set<String> = []
    for channel in channels?.object?.members ?? [] where isEnabled(channel.node) {
      let place = "channels.\(channel.key)"
      let top = credentials(channel.node, channel: channel.key, at: place)
      found += top
      var own = top
      for account in channel.node["accounts"]?.object?.members ?? [] where isEnabled(account.node) {
        let more = credentials(
          account.node, channel: channel.key, at: "\(place).accounts.\(account.key)")
        found += more
        if account.key.lowercased() == "default" { own += more }
      }
      for credential in own {
        let key = credential.keyPath.split(separator: ".").last.map(String.init) ?? ""
        // A token file takes the place of the token.
        served.insert("\(channel.key).\(key.hasSuffix("File") ? "*" : key)")
      }
    }
    for variable in variables {
      if let section = channels?[variable.channel], !isEnabled(section) { continue }
      if served.contains("\(variable.channel).\(variable.key)") { continue }
      if served.contains("\(variable.channel).*") { continue }
      found.append(
        ChannelCredential(channel: variable.channel, keyPath: "", value: .variable(variable.name)))
    }
    return found
  }

  private static func isEnabled(_ node: JSON5Node) -> Bool { node["enabled"]?.bool ?? true }

  private static func credentials(
    _ node: JSON5Node, channel: String, at place: String
  ) -> [ChannelCredential] {
    let members = node.object?.members ?? []
    func make(_ key: String, _ value: Value) -> ChannelCredential {
      ChannelCredential(channel: channel, keyPath: "\(place).\(key)", value: value)
    }
    let files = members.filter {
      $0.key.lowercased().hasSuffix("tokenfile") || $0.key == "serviceAccountFile"
    }
    .compactMap { member in
      member.node.string?.nonBlank.map { make(member.key, .file($0)) }
    }
    // A file goes before the value beside it.
    if !files.isEmpty { return files }
    return members.filter { keys.contains($0.key) }.compactMap { member in
      value(member.node).map { make(member.key, $0) }
    }
  }

  private static func value(_ node: JSON5Node) -> Value? {
    switch node.value {
    case .string(let text):
      guard let text = text.nonBlank else { return nil }
      guard text.holds("${") else { return .literal(text) }
      // A reference that stayed as it was written; within other text nothing can be made of it.
      guard text.hasPrefix("${"), text.hasSuffix("}") else { return .unresolved }
      let name = String(text.dropFirst(2).dropLast())
      return name.contains("$") || name.contains("}") ? .unresolved : .placeholder(name)
    case .object:
      guard node["source"]?.string == "env", let name = node["id"]?.string else { return .unresolved }
      return .variable(name)
    default: return nil
    }
  }
}
