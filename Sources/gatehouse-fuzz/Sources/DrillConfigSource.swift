import OpenClaw
import Rescue

extension FuzzSource {
  /// A real config from which the one of a drill is made: nothing of it may be secret, or lie outside of the drill's home.
  static let drillConfig = FuzzSource(
    name: "drill-config", about: "the config of a drill, made from a real one",
    corpus: {
      Corpus.texts(
        """
        { gateway: { port: 18789, auth: { token: "\(PlantedSecret.text)" } }, agents: { defaults: { workspace: '/h/w' }, list: [{ id: 'a', workspace: '/b' }] },
          channels: { telegram: { botToken: '\(PlantedSecret.text)', tokenFile: '/h/t', webhookUrl: 'https://x/y', accounts: { a: { token: "\(PlantedSecret.text)", id: 5 } } } },
          browser: { cdpUrl: 'http://u:p@127.0.0.1:18800/x?token=1', profiles: { a: { cdpPort: 18801, userDataDir: '~/x' } } }, canvasHost: { port: 18793, root: '/h/x' } }
        """,
        "{ channels: { x: { password: \"\(PlantedSecret.text)\", secret: 123456, list: ['/h', '/h/', '.'] } }, standIn: { version: '2026.9.4' } }"
      )
        + Corpus.fixtures("configs", ends: [".json", ".json5"], most: 40)
    },
    dictionary: [
      "token: \"\(PlantedSecret.text)\"", "channels: {", "agents: {", "browser: {", "workspace: '", "/h/",
      "/h", "../", "18789", "cdpPort: ", "cdpUrl: '",
      "userDataDir: ", "port: ", "{", "}", "[", "]", ",", "secret: ",
    ],
    run: { input throws(FuzzFault) in
      // What does not parse is no config to make one of.
      guard let root = try? JSON5Parser.parse(String(decoding: input, as: UTF8.self), file: "/h/c") else {
        return
      }
      for own in [0, 1] {
        var drill = DrillConfig(bases: [(18789, 30000), (19789, 31000)], home: "/h", drillHome: "/d")
        let made = drill.make(root, own: own)
        let text = JSON5Writer.text(made)
        try Hold.bounded(text.utf8.count, by: 64, of: input.count, "the config of a drill")
        if isKnownAsSecret(root) {
          try Hold.that(!PlantedSecret.isIn(text), "the config of a drill holds a secret")
        }
        try Hold.that(
          made["gateway", "port"]?.integer == (own == 0 ? 30000 : 31000), "a drill has another port")
        try checkPaths(made)
      }
    })

  /// Whether the secret stands in a config, and only as the whole value of a key that speaks of one.
  private static func isKnownAsSecret(_ root: JSON5Node) -> Bool {
    func holds(_ node: JSON5Node, isSecret: Bool) -> Bool {
      switch node.value {
      case .string(let text): PlantedSecret.isIn(text) && !(isSecret && text == PlantedSecret.text)
      case .array(let items): items.contains { holds($0, isSecret: isSecret) }
      case .object(let object):
        object.members.contains { member in
          PlantedSecret.isIn(member.key)
            || holds(member.node, isSecret: isSecret || SecretValues.isSecretName(member.key))
        }
      default: false
      }
    }
    return !holds(root, isSecret: false)
  }

  private static func checkPaths(_ node: JSON5Node) throws(FuzzFault) {
    switch node.value {
    case .string(let text) where text.hasPrefix("/"):
      let path = UserPath.normalize(text)
      try Hold.that(
        path == "/d" || path.hasPrefix("/d/"),
        "a path of a drill lies outside of its home: \(Hold.excerpt(text))")
    case .array(let items): for item in items { try checkPaths(item) }
    case .object(let object): for member in object.members { try checkPaths(member.node) }
    default: return
    }
  }
}
