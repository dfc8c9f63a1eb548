import Canvas

/// The keys that do something to gateways.
enum ActionKeys {
  static let actions: [KeyBinding] = [
    action(.start, [.character("s")], "s", "start", "start the selected or marked gateways"),
    action(.stop, [.character("x")], "x", "stop", "stop: TERM, wait, KILL (asks)"),
    action(.restart, [.character("r")], "r", "restart", "stop and start again (asks)"),
    action(.kill, [.character("X")], "X", nil, "kill at once, without a chance to clean up (asks)"),
    action(
      .endBrowsers, [], ": end", nil, "end the Chrome that a killed gateway has left behind (asks)"),
  ]

  static let policy = KeyBinding(
    .policy, [.character("p")], "p", nil, "restart policy: never, on-failure, always", .gateways,
    disabled: { $0.markRefusal ?? $0.current.flatMap { ActionUpdate.reason(.policy, $0) } },
    run: { ActionUpdate.choosePolicy(&$0) })

  static let services: [KeyBinding] = [
    service(
      .installService, ": ins", "openclaw gateway install: a unit that starts it with the machine (asks)"),
    service(.uninstallService, ": uni", "openclaw gateway uninstall (asks)"),
    service(.enableService, ": ena", "systemctl enable: its unit starts with the machine (asks)"),
  ]

  static let outside: [KeyBinding] = [
    .init(
      .openUI, [.character("o")], "o", nil, "open the Control UI, or copy its address", .gateways
    ) { state in
      guard let current = state.current else { return [] }
      if let url = current.controlURL { return [.open(url)] }
      state.say("\(current.name) has no Control UI: it is off in its config")
      return []
    },
    .init(.shell, [.character("!")], "!", nil, "a shell with the gateway's environment", .gateways) {
      $0.current.map { [.shell($0.id)] } ?? []
    },
  ]

  private static func action(
    _ command: Command, _ keys: [Key], _ label: String, _ short: String?, _ description: String
  ) -> KeyBinding {
    KeyBinding(
      command, keys, label, short, description, .gateways,
      disabled: { $0.markRefusal ?? $0.current.flatMap { ActionUpdate.reason(command, $0) } },
      run: { ActionUpdate.ask(command, &$0) })
  }

  private static func service(_ command: Command, _ label: String, _ description: String) -> KeyBinding {
    KeyBinding(
      command, [], label, nil, description, .gateways,
      disabled: { $0.current.flatMap { ServiceUpdate.reason(command, $0) } },
      run: { ServiceUpdate.ask(command, &$0) })
  }
}
