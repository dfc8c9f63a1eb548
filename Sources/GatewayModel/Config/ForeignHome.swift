import Host

/// A home in which another user decides what there is. Gatehouse only looks there: with a record or a config of their own they would
/// decide what it runs, whom it signals and where it writes.
public struct ForeignHome: Sendable, Equatable {
  /// The first place that is another user's, absolute.
  public var path: String
  /// That user's number.
  public var userID: UInt32

  /// Made by `find`.
  public init(path: String, userID: UInt32) {
    self.path = path
    self.userID = userID
  }

  /// Nil where the home, Gatehouse's config and its own files are this user's or root's, as far as they are there.
  public static func find(_ paths: GatehousePaths, _ host: Machine) -> ForeignHome? {
    let places = [paths.home, paths.configFile, paths.stateDir, paths.runs, paths.policies, paths.rescue]
    for place in places {
      guard let owner = host.files.status(place)?.userID, owner != host.system.userID, owner != 0 else {
        continue
      }
      return ForeignHome(path: place, userID: owner)
    }
    return nil
  }

  /// For a person.
  public var text: String {
    "\(path) belongs to user \(userID): Gatehouse only looks here"
  }
}
