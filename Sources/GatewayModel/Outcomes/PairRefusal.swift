/// Why there is no pair of main and rescue.
public enum PairRefusal: Sendable, Equatable {
  case nothingSeen
  /// The record of a rescue is no record any more: what it has stopped or started is not known.
  case torn(path: String)
  case noMain(name: String, configFile: String)
  case ownRescue(main: String)
  case noRescue(name: String)
  /// A rescue of `main` is under way, and a gateway of the pair is none any more.
  case partyGone(main: String, party: String)
}
