/// A bot's credential as a config names it: the same one in two gateways makes both bots fail.
/// Source: OpenClaw `src/telegram/token.ts` and its like; openclaw-facts.md section 4.
public struct ChannelCredential: Sendable, Equatable {
  /// `telegram`, `discord`, …
  public var channel: String
  /// `channels.telegram.accounts.ops.botToken`.
  public var keyPath: String
  /// Where the secret is.
  public var value: CredentialValue
  /// Whether it is what the bot is called, not its secret: one bot may have two secrets.
  public var isIdentity: Bool
  /// What else must be equal for two equal secrets to make one bot: server, name. Empty where the secret is the bot's alone.
  public var scope: String

  /// Made by `all(in:)`.
  public init(
    channel: String, keyPath: String, value: CredentialValue, isIdentity: Bool = false, scope: String = ""
  ) {
    self.channel = channel
    self.keyPath = keyPath
    self.value = value
    self.isIdentity = isIdentity
    self.scope = scope
  }

  /// All that the enabled channels of a config use: top level, accounts, token files, and the variables that stand in for them.
  public static func all(in root: JSON5Node) -> [ChannelCredential] {
    let secrets = SecretProviders(root["secrets"])
    let channels = root["channels"]
    var found: [ChannelCredential] = []
    var seen: Set<String> = []
    for section in channels?.object?.members ?? [] where section.node.object != nil {
      let name = ChannelTable.name(section.key)
      seen.insert(name)
      guard isEnabled(section.node), !PluginSwitch.isOff(name, in: root) else { continue }
      found += credentials(of: section, secrets)
    }
    // Without a section the variable alone makes a bot.
    for (name, channel) in ChannelTable.all.sorted(by: { $0.key < $1.key })
    where !seen.contains(name) && !PluginSwitch.isOff(name, in: root) {
      found += channel.variables.map {
        ChannelCredential(channel: name, keyPath: "", value: .variable($0.name))
      }
    }
    return found
  }

  private static func credentials(of section: JSON5Object.Member, _ secrets: SecretProviders)
    -> [ChannelCredential]
  {
    let channel = ChannelTable.name(section.key)
    let table = ChannelTable.channel(channel)
    let place = "channels.\(section.key)"
    let top = credentials(section.node, channel: channel, table, at: place, secrets)
    var found = top
    var own = top
    let accounts = section.node["accounts"]?.object?.members ?? []
    if let directory = table.standardDirectory {
      for account in accounts.isEmpty ? ["default"] : accounts.filter({ isEnabled($0.node) }).map(\.key)
      where section.node["accounts", account, "authDir"] == nil {
        found.append(
          ChannelCredential(
            channel: channel, keyPath: place, value: .standardDirectory("\(directory)/\(account)")))
      }
    }
    for account in accounts
    where table.needsEnabledAccounts ? account.node["enabled"]?.bool == true : isEnabled(account.node) {
      let more = credentials(
        account.node, of: section.node, channel: channel, table,
        at: "\(place).accounts.\(account.key)", secrets)
      found += more
      if account.key.lowercased() == "default" { own += more }
    }
    for variable in table.variables {
      let names = [variable.key] + table.files
      let isServed = own.contains { credential in
        names.contains { credential.keyPath.ends(with: "." + $0) }
      }
      // The variable goes before the config where the channel says so; else it fills what the config leaves out.
      if isServed, !table.prefersVariables { continue }
      found.append(
        ChannelCredential(
          channel: channel, keyPath: "", value: .variable(variable.name),
          scope: scope(of: variable.key, table, [section.node])))
    }
    return found
  }

  private static func isEnabled(_ node: JSON5Node) -> Bool { node["enabled"]?.bool ?? true }

  private static func credentials(
    _ node: JSON5Node, of section: JSON5Node? = nil, channel: String, _ table: ChannelTable.Channel,
    at place: String, _ secrets: SecretProviders
  ) -> [ChannelCredential] {
    func make(_ key: String, _ value: CredentialValue) -> ChannelCredential {
      ChannelCredential(
        channel: channel, keyPath: "\(place).\(key)", value: value,
        isIdentity: table.identities.contains(key),
        scope: scope(of: key, table, [node, section].compactMap(\.self)))
    }
    let directories = table.directories.compactMap { key in
      node[key]?.string?.nonBlank.map { make(key, .directory($0)) }
    }
    let files = table.files.compactMap { key in node[key]?.string?.nonBlank.map { make(key, .file($0)) } }
    func values(_ keys: [String]) -> [ChannelCredential] {
      keys.compactMap { key in node[key].flatMap { value($0, secrets) }.map { make(key, $0) } }
    }
    // A file goes before the value beside it.
    return directories + (files.isEmpty ? values(table.keys) : files) + values(table.identities)
  }

  /// - Parameter nodes: an account, then its channel, which says what the account leaves out.
  private static func scope(of key: String, _ table: ChannelTable.Channel, _ nodes: [JSON5Node]) -> String {
    (table.scopes[key] ?? []).map { name in
      nodes.lazy.compactMap { $0[name]?.string }.first ?? ""
    }.joined(separator: "\n")
  }

  private static func value(_ node: JSON5Node, _ secrets: SecretProviders) -> CredentialValue? {
    switch node.value {
    case .string(let text):
      guard let text = text.nonBlank else { return nil }
      guard text.holds("${") else { return .literal(text) }
      // A reference that stayed as it was written; within other text nothing can be made of it.
      guard text.begins(with: "${"), text.ends(with: "}") else { return .unresolved }
      let name = String(text.dropFirst(2).dropLast())
      return name.contains("$") || name.contains("}") ? .unresolved : .placeholder(name)
    case .object: return node["source"] == nil ? .literal(JSON5Writer.text(node)) : secrets.value(of: node)
    // Numbers are what some write for an account.
    case .number(let number): return Int(exactly: number).map { .literal(String($0)) }
    default: return nil
    }
  }
}
