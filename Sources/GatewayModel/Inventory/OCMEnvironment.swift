/// One environment of openclaw/ocm: an `OPENCLAW_HOME` of its own.
public struct OCMEnvironment: Sendable, Equatable {
  /// Its name in ocm.
  public var name: String
  /// Its home: the state directory lies below it.
  public var root: String
  /// The port that ocm starts it with; nil where it leaves that to the config.
  public var port: Int?

  /// Made by `OCMEnvironments` from ocm's registry, or from a directory that this does not name.
  public init(
    name: String, root: String, port: Int?
  ) {
    self.name = name
    self.root = root
    self.port = port
  }
}
