/// One environment of openclaw/ocm: an `OPENCLAW_HOME` of its own.
struct OCMEnvironment: Sendable, Equatable {
  var name: String
  /// Its home: the state directory lies below it.
  var root: String
  /// The port that ocm starts it with; nil where it leaves that to the config.
  var port: Int?
}
