/// Why a start would not work, or would break another gateway.
public enum StartRefusal: Sendable, Equatable {
  /// - Parameter command: what makes a config.
  case noConfig(name: String, path: String, command: String)
  /// - Parameter problem: with its place.
  case configWrong(name: String, problem: String)
  case launch(LaunchRefusal)
  case portOfGateway(port: Int, name: String, owner: String, holder: String)
  case portHeld(port: Int, name: String, holder: String)
  /// An error between it and what runs now.
  case collision(name: String, FindingCode, detail: String, fix: String)
  /// It runs and uses its browsers.
  case usesBrowsers(name: String, pid: Int32)
}
