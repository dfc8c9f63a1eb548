import Host

/// Why something waits for others, or was called off.
public enum BusyRefusal: Sendable, Equatable {
  case underWay(name: String, operation: GatewayOperation.Kind)
  case calledOff(name: String, action: ActionKind)
  case calledOffBeforeItsTurn(name: String)
  case calledOffBeforeWriting
  /// Another Gatehouse holds the gateway's lock. It passes by itself.
  case actedOn(name: String)
  /// The same, and that one could not be asked to give its start up.
  case actedOnUnasked(name: String, FileFailure)
  /// Another Gatehouse holds the lock of all launches.
  case launchLockHeld(path: String)
  case lockFolder(path: String, FileFailure)
  case lock(name: String, FileFailure)
}
