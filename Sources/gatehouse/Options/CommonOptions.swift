import App
import ArgumentParser
import OpenClaw

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "The home whose gateways are meant (default: OPENCLAW_HOME, else HOME).")
  var home: String?

  @Option(help: "Gatehouse's own config file.")
  var config: String?

  func validate() throws {
    if let home, home.nonBlank == nil { throw ValidationError("--home needs a directory") }
    if let config, config.nonBlank == nil { throw ValidationError("--config needs a file") }
  }
}

extension Session {
  /// - Throws: `Exit` with a message where Gatehouse's own config is wrong, or the home is none.
  init(_ options: CommonOptions) throws { try self.init(home: options.home, config: options.config) }
}
