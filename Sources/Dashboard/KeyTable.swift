import Canvas

/// The one table of keys: the loop, the help, the palette and the line at the bottom are made from it.
public struct KeyBinding: Sendable {
  public enum Group: String, Sendable, CaseIterable {
    case gateways = "Gateways"
    case panes = "Panes"
    case log = "Logs pane"
    case moving = "Moving"
    case screen = "Screen"
  }

  public var command: Command
  public var keys: [Key]
  /// How the keys are written.
  public var label: String
  /// One word for the bottom line; nil keeps it out of there.
  public var short: String?
  public var description: String
  public var group: Group
}

public enum KeyTable {
  public static let all: [KeyBinding] = [
    bind(.start, [.character("s")], "s", "start", "start the selected or marked gateways", .gateways),
    bind(.stop, [.character("x")], "x", "stop", "stop: TERM, wait, KILL (asks)", .gateways),
    bind(.restart, [.character("r")], "r", "restart", "stop and start again (asks)", .gateways),
    bind(.kill, [.character("X")], "X", nil, "kill at once, without a chance to clean up (asks)", .gateways),
    bind(
      .endBrowsers, [], ": end", nil, "end the Chrome that a killed gateway has left behind (asks)", .gateways
    ),
    bind(.mark, [.character(" ")], "Space", nil, "mark the row; actions go to all marked rows", .gateways),
    bind(.policy, [.character("p")], "p", nil, "restart policy: never, on-failure, always", .gateways),
    bind(
      .quick, [.character("Q")], "Q", nil, "quick checks: openclaw status, gateway status, browser status",
      .gateways),
    bind(
      .installService, [], ": ins", nil,
      "openclaw gateway install: a unit that starts it with the machine (asks)",
      .gateways),
    bind(.uninstallService, [], ": uni", nil, "openclaw gateway uninstall (asks)", .gateways),
    bind(
      .enableService, [], ": ena", nil, "systemctl enable: its unit starts with the machine (asks)", .gateways
    ),
    bind(.rescue, [.character("R")], "R", "rescue", "the guide to the rescue bot and back", .gateways),
    bind(.drill, [], ": dri", nil, "rescue --drill: try it all on stand-ins, on the terminal", .gateways),
    bind(
      .breakMain, [.character("B")], "B", nil, "in the demo: break the main bot's config, and let it crash",
      .gateways),
    bind(.openUI, [.character("o")], "o", nil, "open the Control UI, or copy its address", .gateways),
    bind(.shell, [.character("!")], "!", nil, "a shell with the gateway's environment", .gateways),
    bind(.overview, [.character("1")], "1", nil, "Overview: owner, health, service, paths", .panes),
    bind(.ports, [.character("2")], "2", nil, "Ports: every port, its source and its listener", .panes),
    bind(.cdp, [.character("3")], "3", nil, "CDP: browser profiles and who answers", .panes),
    bind(
      .isolation, [.character("4")], "4", nil, "Isolation: OpenClaw's checklist, and what is wrong", .panes),
    bind(.logs, [.character("5")], "5", nil, "Logs: the end of the gateway's log, followed", .panes),
    bind(.environment, [.character("6")], "6", nil, "Environment: what a start would use", .panes),
    bind(.journal, [.character("7")], "7", nil, "Journal: what Gatehouse did to it, and why", .panes),
    bind(.nextPane, [.tab], "Tab", nil, "next pane", .panes),
    bind(.previousPane, [.backTab], "Shift-Tab", nil, "previous pane", .panes),
    bind(.zoom, [.enter], "Enter", nil, "give the pane the whole screen, and back", .panes),
    bind(.search, [], "/", nil, "find a text: upwards from what is shown", .log),
    bind(.nextMatch, [.character("n")], "n", nil, "the next match above", .log),
    bind(.previousMatch, [.character("N")], "N", nil, "the next match below", .log),
    bind(.level, [.character("v")], "v", nil, "leave out lower levels: debug, info, warn, error", .log),
    bind(.wrap, [.character("w")], "w", nil, "wrap long lines", .log),
    bind(.pause, [.character("f")], "f", nil, "stop following, and follow again", .log),
    bind(.lastStart, [.character("[")], "[", nil, "where its last run begins", .log),
    bind(
      .logSource, [.character("t")], "t", nil, "OpenClaw's own log file, and back to what it printed", .log),
    bind(.pager, [.character("L")], "L", nil, "the whole log in $PAGER", .log),
    bind(
      .down, [.down, .character("j")], "↓ j", nil, "next gateway; in a whole-screen pane one line down",
      .moving),
    bind(
      .up, [.up, .character("k")], "↑ k", nil, "previous gateway; in a whole-screen pane one line up", .moving
    ),
    bind(
      .first, [.home, .character("g")], "g", nil, "first gateway, or the top of a whole-screen pane", .moving),
    bind(
      .last, [.end, .character("G")], "G", nil, "last gateway, or the end; a log is followed again", .moving),
    bind(
      .pageDown, [.pageDown, .control("f")], "PgDn", nil,
      "scroll the pane down; in Isolation the next finding", .moving),
    bind(
      .pageUp, [.pageUp, .control("b")], "PgUp", nil, "scroll the pane up; in Isolation the finding before",
      .moving),
    bind(
      .filter, [.character("/")], "/", "filter",
      "show only gateways whose name, state or port has this text; in Logs find a text",
      .screen),
    bind(.palette, [.character(":")], ":", "commands", "all commands by name", .screen),
    bind(
      .copy, [.character("c"), .character("y")], "c", nil,
      "copy what the pane says, or the chosen finding (OSC 52)", .screen),
    bind(.help, [.character("?"), .function(1)], "?", "help", "this help", .screen),
    bind(.redraw, [.control("l")], "Ctrl-L", nil, "draw the screen anew", .screen),
    bind(.suspend, [.control("z")], "Ctrl-Z", nil, "back to the shell for a while (fg returns)", .screen),
    bind(.quit, [.character("q")], "q", "quit", "leave; the gateways go on", .screen),
  ]

  /// The command of a key while browsing.
  public static func command(for key: Key) -> Command? {
    all.first { $0.keys.contains(key) }?.command
  }

  private static func bind(
    _ command: Command, _ keys: [Key], _ label: String, _ short: String?, _ description: String,
    _ group: KeyBinding.Group
  ) -> KeyBinding {
    KeyBinding(
      command: command, keys: keys, label: label, short: short, description: description, group: group)
  }
}
