/// What makes two bots of a channel one: one line a channel.
/// Source: OpenClaw 2026.6.11 `accounts` and `token` modules of each channel, `docs/channels/*.md`; openclaw-2026-11.md.
struct ChannelTable {
  struct Channel: Sendable {
    /// Keys whose value is the bot's own: equal ones in two gateways make one bot.
    var keys: [String]
    /// Of a secret that several bots may have: the keys that tell them apart, as server and name beside a password.
    var scopes: [String: [String]] = [:]
    /// Keys that say which bot it is, whatever its secret.
    var identities: [String] = []
    /// Keys that name a file with such a value, which goes before the value.
    var files: [String] = []
    /// Keys that name a directory in which the bot's session is kept.
    var directories: [String] = []
    /// Where the session of an account lies below the state directory when nothing names a place: `credentials/whatsapp/`.
    var standardDirectory: String?
    /// Whether an account counts only where it says that it is enabled.
    var needsEnabledAccounts = false
    /// Variables that stand in for a key, for the default account alone.
    var variables: [(name: String, key: String)] = []
    /// Whether the variable goes before the config.
    var prefersVariables = false
    /// Whether an account that says nothing of its own has the channel's.
    var inherits = true
  }

  /// A channel that is not in the table, as of a plug-in: these keys are taken for credentials.
  static let other = Channel(
    keys: [
      "botToken", "token", "appToken", "userToken", "accessToken", "channelAccessToken", "botSecret",
      "appPassword", "appSecret", "privateKey", "clientSecret", "corpSecret", "secret", "authToken", "apiKey",
    ],
    files: [
      "tokenFile", "botTokenFile", "accessTokenFile", "clientSecretFile", "appSecretFile", "botSecretFile",
      "secretFile", "privateKeyFile", "serviceAccountFile",
    ], directories: ["authDir", "sessionDir"])

  static let all: [String: Channel] = [
    "telegram": Channel(
      keys: ["botToken"], files: ["tokenFile"], variables: [("TELEGRAM_BOT_TOKEN", "botToken")]),
    "discord": Channel(keys: ["token"], variables: [("DISCORD_BOT_TOKEN", "token")]),
    "slack": Channel(
      keys: ["botToken", "appToken", "userToken"],
      variables: [
        ("SLACK_BOT_TOKEN", "botToken"), ("SLACK_APP_TOKEN", "appToken"), ("SLACK_USER_TOKEN", "userToken"),
      ]),
    "whatsapp": Channel(keys: [], directories: ["authDir"], standardDirectory: "whatsapp"),
    "signal": Channel(keys: ["account"], identities: ["accountUuid"]),
    "bluebubbles": Channel(keys: ["password"], scopes: ["password": ["serverUrl"]]),
    "googlechat": Channel(
      keys: ["serviceAccount", "serviceAccountRef"], files: ["serviceAccountFile"],
      variables: [("GOOGLE_CHAT_SERVICE_ACCOUNT", "serviceAccount")]),
    "msteams": Channel(
      keys: ["appPassword"], identities: ["appId"],
      variables: [("MSTEAMS_APP_PASSWORD", "appPassword")]),
    "mattermost": Channel(keys: ["botToken"], variables: [("MATTERMOST_BOT_TOKEN", "botToken")]),
    "matrix": Channel(
      keys: ["accessToken", "password"], scopes: ["password": ["homeserver", "userId"]],
      identities: ["userId"],
      variables: [("MATRIX_ACCESS_TOKEN", "accessToken"), ("MATRIX_PASSWORD", "password")]),
    "irc": Channel(
      keys: ["password"], scopes: ["password": ["host", "nick"], "passwordFile": ["host", "nick"]],
      files: ["passwordFile"], variables: [("IRC_PASSWORD", "password")],
      prefersVariables: true),
    "line": Channel(
      keys: ["channelAccessToken"], files: ["tokenFile"], needsEnabledAccounts: true,
      variables: [("LINE_CHANNEL_ACCESS_TOKEN", "channelAccessToken")], inherits: false),
    "feishu": Channel(keys: ["appSecret"], identities: ["appId"]),
    "qqbot": Channel(
      keys: ["clientSecret"], identities: ["appId"], files: ["clientSecretFile"],
      variables: [("QQBOT_CLIENT_SECRET", "clientSecret")]),
    "nostr": Channel(keys: ["privateKey"]),
    "twitch": Channel(
      keys: ["accessToken"], variables: [("OPENCLAW_TWITCH_ACCESS_TOKEN", "accessToken")], inherits: false),
    "zalo": Channel(
      keys: ["botToken"], files: ["tokenFile"], variables: [("ZALO_BOT_TOKEN", "botToken")]),
    "nextcloud-talk": Channel(
      keys: ["botSecret"], files: ["botSecretFile"],
      variables: [("NEXTCLOUD_TALK_BOT_SECRET", "botSecret")], prefersVariables: true),
    "synology-chat": Channel(keys: ["token"], variables: [("SYNOLOGY_CHAT_TOKEN", "token")]),
    "tlon": Channel(keys: ["code"], identities: ["ship"]),
    // The token is the account's, the bot is the number.
    "sms": Channel(
      keys: ["authToken"], scopes: ["authToken": ["fromNumber"]],
      variables: [("TWILIO_AUTH_TOKEN", "authToken")]),
    "clickclack": Channel(keys: ["token"], variables: [("CLICKCLACK_BOT_TOKEN", "token")]),
    "dingtalk": Channel(keys: ["clientSecret", "appSecret"], identities: ["clientId"]),
    "wecom": Channel(keys: ["corpSecret", "secret", "agentSecret"]),
  ]

  /// Other names under which a channel's section stands.
  static let aliases = ["lark": "feishu", "google-chat": "googlechat", "teams": "msteams", "qq": "qqbot"]

  /// The name under which a channel is compared.
  static func name(_ section: String) -> String { aliases[section] ?? section }

  static func channel(_ name: String) -> Channel { all[self.name(name)] ?? other }
}
