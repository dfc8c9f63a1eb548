import Canvas

/// What is typed to find a command by its name.
enum PaletteUpdate {
  /// - Parameter bindings: the key table.
  static func apply(
    _ key: Key, text: String, selected: Int, bindings: [KeyBinding], _ state: inout DashboardState
  ) -> [Intent] {
    let matches = matches(text, bindings)
    switch key {
    case .escape, .control("c"): state.mode = .browse
    case .enter:
      state.mode = .browse
      if matches.indices.contains(selected) { return matches[selected].perform(&state) }
      state.say("no command has \(text) in its name")
    case .down, .tab:
      state.mode = .palette(text: text, selected: min(selected + 1, max(0, matches.count - 1)))
    case .up, .backTab: state.mode = .palette(text: text, selected: max(0, selected - 1))
    case .backspace:
      state.mode = text.isEmpty ? .browse : .palette(text: String(text.dropLast()), selected: 0)
    case .control("u"): state.mode = .palette(text: "", selected: 0)
    case .character(let character): state.mode = .palette(text: text + String(character), selected: 0)
    default: break
    }
    return []
  }

  /// The commands that the palette offers.
  static func matches(_ text: String, _ bindings: [KeyBinding]) -> [KeyBinding] {
    let wanted = text.lowercased().split(separator: " ")
    let moving: Set<KeyBinding.Group> = [.moving]
    return bindings.filter { binding in
      !moving.contains(binding.group) && binding.command != .palette
        && wanted.allSatisfy {
          binding.command.title.contains($0) || binding.description.lowercased().contains($0)
        }
    }.sorted { a, b in
      // The shorter of two names that begin so comes first: `:q` finds `quit`.
      (rank(a, wanted.first), wanted.isEmpty ? 0 : a.command.title.count)
        < (rank(b, wanted.first), wanted.isEmpty ? 0 : b.command.title.count)
    }
  }

  /// A command whose name begins so comes before one that merely mentions it.
  private static func rank(_ binding: KeyBinding, _ word: Substring?) -> Int {
    guard let word else { return 0 }
    let name = binding.command.title
    return name.hasPrefix(word) ? 0 : name.contains(word) ? 1 : 2
  }
}
