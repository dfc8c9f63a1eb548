import Ports

/// A port beside the gateway's own that a config makes a gateway listen on: one line a use in `uses`.
/// Sources: openclaw-2026-11.md "Ports"; OpenClaw 2026.6.11 `monitor-webhook`, `msteams`, `voice-call`, `gmail-watcher`.
public struct ConfiguredPort: Sendable, Equatable {
  /// For a person: "MCP apps sandbox", "telegram webhook".
  public var use: String
  /// A port that TCP can have: what is out of range, or 0, opens nothing that is known.
  public var port: Int
  /// The key that sets it, or would: `mcp.apps.sandboxPort`.
  public var key: String
  /// Whether the config names the number.
  public var isConfigured: Bool
  /// Whether it follows from the base port.
  public var isDerived: Bool

  /// Made by `all(in:base:rules:environment:)`.
  public init(use: String, port: Int, key: String, isConfigured: Bool, isDerived: Bool = false) {
    self.use = use
    self.port = port
    self.key = key
    self.isConfigured = isConfigured
    self.isDerived = isDerived
  }

  /// All of them; one for each listener, so that two accounts that ask for one port are two.
  /// - Parameter environment: the gateway's own: some variables switch a listener off.
  public static func all(
    in root: JSON5Node, base: Int, rules: VersionRules, environment: [String: String] = [:]
  ) -> [ConfiguredPort] {
    let apps = mcpApps(root["mcp", "apps"], base: base, rules: rules).map { [$0] } ?? []
    return apps
      + uses.flatMap { use in
        use.switchedOffBy.flatMap { environment[$0]?.nonBlank }.map { !["0", "false"].contains($0) } ?? false
          ? [] : use.ports(root, environment)
      }
  }

  /// The host for MCP apps: base + 1, or `sandboxPort`. Off unless `enabled` says so.
  private static func mcpApps(_ node: JSON5Node?, base: Int, rules: VersionRules) -> ConfiguredPort? {
    guard rules.servesMCPApps, node?["enabled"]?.bool == true else { return nil }
    let stated = node?["sandboxPort"]?.integer.flatMap { GatewayPort.isValid($0) ? $0 : nil }
    guard let port = stated ?? (GatewayPort.isValid(base) && base < 65535 ? base + 1 : nil) else {
      return nil
    }
    return ConfiguredPort(
      use: "MCP apps sandbox", port: port, key: "mcp.apps.sandboxPort", isConfigured: stated != nil,
      isDerived: stated == nil)
  }

  /// One kind of listener that a config can ask for.
  private struct Use: Sendable {
    var name: String
    /// Where the section lies.
    var section: [String]
    /// Below the section, and below each of its accounts.
    var portKey: [String]
    var standard: Int
    var hasAccounts = false
    /// The key without which a channel is not set up and opens no port; nil where there is none. A port that is written counts anyway.
    var needs: String?
    /// The variable that stands in for that key.
    var variable: String?
    /// The variable of the gateway's environment that switches it off.
    var switchedOffBy: String?
    /// Whether the section as it stands opens the port. An account has what its channel says besides.
    var opens: @Sendable (_ section: JSON5Node, _ root: JSON5Node) -> Bool

    func ports(_ root: JSON5Node, _ environment: [String: String]) -> [ConfiguredPort] {
      guard let node = section.reduce(root as JSON5Node?, { $0?[$1] }), node.object != nil,
        node["enabled"]?.bool ?? true,
        section.first != "channels" || !PluginSwitch.isOff(section.last ?? "", in: root)
      else { return [] }
      let accounts = hasAccounts ? node["accounts"]?.object?.members ?? [] : []
      let place = section.joined(separator: ".")
      func isSetUp(_ node: JSON5Node) -> Bool {
        guard let needs else { return true }
        return ConfiguredPort.isThere(node[needs]) || variable.flatMap { environment[$0]?.nonBlank } != nil
          || portKey.reduce(node as JSON5Node?) { $0?[$1] } != nil
      }
      guard !accounts.isEmpty else {
        return isSetUp(node) ? port(node, root, at: place).map { [$0] } ?? [] : []
      }
      return accounts.compactMap { account in
        guard account.node["enabled"]?.bool ?? true else { return nil }
        guard isSetUp(Self.inheriting(account.node, node)) else { return nil }
        let own = portKey.reduce(account.node as JSON5Node?) { $0?[$1] } != nil
        return port(
          Self.inheriting(account.node, node), root, at: own ? "\(place).accounts.\(account.key)" : place)
      }
    }

    private func port(_ node: JSON5Node, _ root: JSON5Node, at place: String) -> ConfiguredPort? {
      guard opens(node, root) else { return nil }
      let stated = portKey.reduce(node as JSON5Node?) { $0?[$1] }?.integer
      // With port 0 the kernel chooses a number, which is not known here.
      if stated == 0 { return nil }
      let port = stated ?? standard
      guard GatewayPort.isValid(port) else { return nil }
      return ConfiguredPort(
        use: name, port: port, key: "\(place).\(portKey.joined(separator: "."))", isConfigured: stated != nil)
    }

    /// What an account says, and of what it does not say what its channel says.
    private static func inheriting(_ account: JSON5Node, _ channel: JSON5Node) -> JSON5Node {
      guard var merged = channel.object?.without("accounts") else { return account }
      for member in account.object?.members ?? [] { merged.set(member) }
      return JSON5Node(.object(merged), at: account.location)
    }
  }

  private static func isThere(_ node: JSON5Node?) -> Bool {
    guard let node, !node.isNull else { return false }
    return node.string.map { $0.nonBlank != nil } ?? true
  }

  private static let uses: [Use] = [
    Use(
      name: "telegram webhook", section: ["channels", "telegram"], portKey: ["webhookPort"], standard: 8787,
      hasAccounts: true, opens: { node, _ in isThere(node["webhookUrl"]) }),
    Use(
      name: "Microsoft Teams webhook", section: ["channels", "msteams"], portKey: ["webhook", "port"],
      standard: 3978, needs: "appId", variable: "MSTEAMS_APP_ID", opens: { _, _ in true }),
    Use(
      name: "feishu webhook", section: ["channels", "feishu"], portKey: ["webhookPort"], standard: 3000,
      hasAccounts: true, opens: { node, _ in node["connectionMode"]?.string == "webhook" }),
    Use(
      name: "nextcloud-talk webhook", section: ["channels", "nextcloud-talk"], portKey: ["webhookPort"],
      standard: 8788, hasAccounts: true,
      opens: { node, _ in isThere(node["botSecret"]) || isThere(node["botSecretFile"]) }),
    Use(
      name: "signal daemon", section: ["channels", "signal"], portKey: ["httpPort"], standard: 8080,
      hasAccounts: true, opens: { node, _ in node["autoStart"]?.bool ?? !isThere(node["httpUrl"]) }),
    Use(
      name: "gmail hook", section: ["hooks", "gmail"], portKey: ["serve", "port"], standard: 8788,
      switchedOffBy: "OPENCLAW_SKIP_GMAIL_WATCHER",
      opens: { node, root in root["hooks", "enabled"]?.bool == true && isThere(node["account"]) }),
    Use(
      name: "voice call", section: ["plugins", "entries", "voice-call"],
      portKey: ["config", "serve", "port"],
      standard: 3334,
      opens: { node, root in
        if PluginSwitch.isOff("voice-call", in: root) { return false }
        return node["config", "enabled"]?.bool == true
          || node["enabled"]?.bool == true && node["config", "enabled"] == nil && isThere(node["config"])
      }),
  ]
}
