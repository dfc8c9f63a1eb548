import Host
import OpenClaw

/// Where Gatehouse looks and where it keeps its own files.
public struct GatehousePaths: Sendable, Equatable {
  /// The home whose gateways are shown, absolute, as configured (links not resolved).
  public var home: String
  /// Whether `OPENCLAW_HOME` decided the home: then children need it too.
  public var homeIsFromOpenClawHome: Bool
  /// Whether `--home` was given: then nothing of the environment moves Gatehouse's files.
  public var homeIsExplicit: Bool
  /// Gatehouse's own config, absolute; it need not exist.
  public var configFile: String
  /// Where Gatehouse keeps its own files, absolute; made with mode 0700 when something is first written.
  public var stateDir: String

  /// The run records, one file a gateway.
  public var runs: String { stateDir + "/runs" }
  /// What gateways print, one file a gateway, with those that were put aside.
  public var logs: String { stateDir + "/logs" }
  /// Lock files of gateways, of launches and of the rescue, held while something is done.
  public var locks: String { stateDir + "/locks" }
  /// Who restarts what, one file a gateway.
  public var supervisors: String { stateDir + "/supervisors" }
  /// Restart policies that a person chose by key, one file a gateway.
  public var policies: String { stateDir + "/policies" }
  /// Copies of configs that worked, and of those that were replaced; one folder a gateway.
  public var copies: String { stateDir + "/copies" }
  /// The rescue under way, plans, evidence, and when the last drill was.
  public var rescue: String { stateDir + "/rescue" }
  /// Reports of Gatehouse's own crashes, one file each.
  public var crashes: String { stateDir + "/crashes" }
  /// What Gatehouse did and saw, one JSON object a line.
  public var journal: String { stateDir + "/journal.jsonl" }

  /// XDG's places, or below `--home` whatever `XDG_*` say.
  public init(home: String?, config: String?, system: Machine.System) {
    let environment = system.environment
    let fallback = environment["HOME"]?.nonBlank ?? "/"
    let directory = system.workingDirectory
    homeIsExplicit = home != nil
    homeIsFromOpenClawHome = home == nil && environment["OPENCLAW_HOME"]?.nonBlank != nil
    let base =
      home.map { UserPath.resolve($0, home: fallback, workingDirectory: directory) }
      ?? UserPath.home(environment: environment, fallback: fallback, workingDirectory: directory)
    self.home = base
    func xdg(_ name: String, _ standard: String) -> String {
      if home == nil, let value = environment[name]?.nonBlank, value.begins(with: "/") { return value }
      return (home == nil ? fallback : base) + standard
    }
    configFile =
      config.map { UserPath.resolve($0, home: fallback, workingDirectory: directory) }
      ?? UserPath.normalize(xdg("XDG_CONFIG_HOME", "/.config") + "/gatehouse/config.json5")
    stateDir = UserPath.normalize(xdg("XDG_STATE_HOME", "/.local/state") + "/gatehouse")
  }

  /// A path as it is shown: with the home as `~`, without characters that nobody sees.
  public func abbreviate(_ path: String) -> String { LogText.clean(UserPath.abbreviate(path, home: home)) }

  /// A path with the home as `~`, and all its characters: for where they are escaped.
  public func abbreviateExactly(_ path: String) -> String { UserPath.abbreviate(path, home: home) }
}
