/// Everything a person can ask for.
public enum Command: String, Sendable, CaseIterable {
  case up, down, first, last, pageUp, pageDown
  case nextPane, previousPane, overview, ports, cdp, logs, environment, zoom
  case start, stop, restart, kill, mark
  case filter, palette, copy, openUI, shell
  case help, redraw, suspend, quit
}
