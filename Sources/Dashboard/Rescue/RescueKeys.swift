import Canvas

/// The keys that open the guide, try it out, or break the demo.
enum RescueKeys {
  static let bindings: [KeyBinding] = [
    .init(
      .rescue, [.character("R")], "R", "rescue", "the guide to the rescue bot and back", .gateways
    ) { RescueUpdate.open(&$0) },
    .init(
      .drill, [], ": dri", nil, "rescue --drill: try it all on stand-ins, on the terminal", .gateways
    ) { _ in [.runSelf(["rescue", "--drill"])] },
    .init(
      .breakMain, [.character("B")], "B", nil, "in the demo: break the main bot's config, and let it crash",
      .gateways
    ) { state in
      if state.screen.isDemo { return [.breakMain] }
      state.say("only the demo's main bot can be broken by a key")
      return []
    },
  ]
}
