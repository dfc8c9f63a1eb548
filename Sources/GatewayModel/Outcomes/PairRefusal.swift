/// Why there is no pair of main and rescue.
public enum PairRefusal: Sendable, Equatable {
  /// The host was not looked at yet.
  case nothingSeen
  /// The record of a rescue is no record any more: what it has stopped or started is not known.
  case torn(path: String)
  /// No gateway has main's name. `configFile`: where it can be said, with `~` for the home.
  case noMain(name: String, configFile: String)
  /// Only main itself has the name of its rescue.
  case ownRescue(main: String)
  /// No gateway has the rescue's name.
  case noRescue(name: String)
  /// A rescue of `main` is under way, and a gateway of the pair is none any more.
  case partyGone(main: String, party: String)
}
