import Host

/// Why something waits for others, or was called off.
public enum BusyRefusal: Sendable, Equatable {
  /// This Gatehouse carries out another action on the gateway.
  case underWay(name: String, operation: GatewayOperation.Kind)
  /// A stop of this gateway, here or by another Gatehouse, called the action off.
  case calledOff(name: String, action: ActionKind)
  /// Called off while it waited for its turn: the config limits how many start at once.
  case calledOffBeforeItsTurn(name: String)
  /// The task was cancelled while a write of a config waited for the gateway's lock.
  case calledOffBeforeWriting
  /// Another Gatehouse holds the gateway's lock. It passes by itself.
  case actedOn(name: String)
  /// The same, and that one could not be asked to give its start up.
  case actedOnUnasked(name: String, FileFailure)
  /// Another Gatehouse holds the lock of all launches.
  case launchLockHeld(path: String)
  /// The folder of the locks cannot be made. `path` is absolute.
  case lockFolder(path: String, FileFailure)
  /// The gateway's lock file cannot be used; that somebody holds it is `actedOn`.
  case lock(name: String, FileFailure)
}
