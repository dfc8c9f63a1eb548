/// What can be asked for of a gateway.
public enum ActionKind: String, Sendable {
  /// Through its unit's manager, else as a child; done when it answers on its port.
  case start
  /// Through its unit's manager, else TERM and, for what does not end, KILL; done when its processes are gone and its port is free.
  case stop
  /// Stop, then start, under one lock.
  case restart
  /// A stop without TERM and without waiting.
  case kill
  /// Ends the browsers that a gateway which does not run has left behind.
  case endBrowsers = "end-browsers"
  /// Finishes or undoes what another Gatehouse did not live to finish.
  case recover

  /// What the screen calls it while it is under way.
  public var operation: GatewayOperation.Kind {
    switch self {
    case .start, .recover: .start
    case .stop, .kill, .endBrowsers: .stop
    case .restart: .restart
    }
  }
}
