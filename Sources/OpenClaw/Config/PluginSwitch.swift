/// Whether a config keeps a plug-in, and with it the channel of the same name, from being loaded.
/// Source: 2026.6.11 `channel-plugin-blockers` ("plugins disabled", "disabled in config", "blocked by denylist").
enum PluginSwitch {
  static func isOff(_ name: String, in root: JSON5Node) -> Bool {
    root["plugins", "enabled"]?.bool == false || root["plugins", "entries", name, "enabled"]?.bool == false
      || (root["plugins", "deny"]?.array ?? []).contains { $0.string == name }
  }
}
