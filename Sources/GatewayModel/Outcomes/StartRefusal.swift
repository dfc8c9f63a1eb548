import Host

/// Why a start would not work, or would break another gateway.
public enum StartRefusal: Sendable, Equatable {
  /// - Parameter command: what makes a config.
  case noConfig(name: String, path: String, command: String)
  /// - Parameter problem: with its place.
  case configWrong(name: String, problem: String)
  /// There is no command or environment to start it with.
  case launch(LaunchRefusal)
  /// Another gateway, `owner`, runs on its port. `holder`: that process, for a person.
  case portOfGateway(port: Int, name: String, owner: String, holder: String)
  /// What holds its port is no known gateway. `holder`: that process, for a person.
  case portHeld(port: Int, name: String, holder: String)
  /// An error between it and what runs now.
  case collision(name: String, FindingCode, detail: String, fix: String)
  /// What a start must write cannot be written; nothing was stopped for it.
  case unwritable(name: String, path: String, FileFailure)
  /// This process has too few descriptors left to start anything.
  case noDescriptors(name: String)
  /// It runs and uses its browsers.
  case usesBrowsers(name: String, pid: Int32)
}
