import Canvas

/// The keys that are about the screen itself.
enum ScreenKeys {
  static let bindings: [KeyBinding] = [
    .init(
      .filter, [.character("/")], "/", "filter",
      "show only gateways whose name, state or port has this text; in Logs find a text", .screen
    ) { state in
      if state.pane == .logs { return LogUpdate.run(.search, &state) }
      state.mode = .filter
      return []
    },
    .init(.palette, [.character(":")], ":", "commands", "all commands by name", .screen) { state in
      state.mode = .palette(text: "", selected: 0)
      return []
    },
    .init(
      .copy, [.character("c"), .character("y")], "c", nil,
      "copy what the pane says, or the chosen finding (OSC 52)", .screen
    ) { state in
      let text = PaneTable.text(state)
      return text.isEmpty ? [] : [.copy(text)]
    },
    .init(.help, [.character("?"), .function(1)], "?", "help", "this help", .screen) { state in
      state.mode = .help(scroll: 0)
      return []
    },
    .init(.redraw, [.control("l")], "Ctrl-L", nil, "draw the screen anew", .screen) { _ in [.redraw] },
    .init(
      .suspend, [.control("z")], "Ctrl-Z", nil, "back to the shell for a while (fg returns)", .screen
    ) { _ in [.suspend] },
    .init(.quit, [.character("q")], "q", "quit", "leave; the gateways go on", .screen) { _ in [.quit] },
  ]
}
