import Fleet
import GatewayModel
import Host
import OpenClaw
import Records

/// Which of a gateway's logs is meant.
public enum LogSource: Sendable, Equatable {
  /// What the gateway printed, kept by Gatehouse.
  case printed
  /// The file that OpenClaw writes by itself.
  case own
}

/// One log that can be read.
public struct LogPlace: Sendable, Equatable {
  /// Which of the two logs it is.
  public var source: LogSource
  /// Absolute.
  public var path: String
  /// What it is, for a person.
  public var title: String
}

/// Finds the logs of a gateway.
@ControlActor
struct LogLocator {
  private let host: Machine
  private let paths: GatehousePaths
  private let state: LatestState

  nonisolated init(host: Machine, paths: GatehousePaths, state: LatestState) {
    self.host = host
    self.paths = paths
    self.state = state
  }

  /// The log of a gateway; where none is wished for, what it printed before OpenClaw's own file.
  /// - Returns: why there is none, where there is none.
  func log(of id: GatewayID, _ wished: LogSource?) -> Result<LogPlace, ActionRefusal> {
    guard let definition = state.definition(id) else { return .failure(.gone) }
    let printed = state.inventory?.run(of: definition)?.logFile.nonBlank
    if wished != .own, let printed {
      return .success(LogPlace(source: .printed, path: printed, title: "what it printed"))
    }
    if wished != .printed, let own = ownLog(definition) {
      let title = own.isShared ? "OpenClaw's own log, all profiles together" : "OpenClaw's own log"
      return .success(LogPlace(source: .own, path: own.path, title: title))
    }
    return .failure(.file(.noLog(reason(definition, wished))))
  }

  private func ownLog(_ definition: Definition) -> OwnLog? {
    let name = "openclaw-\(host.system.userID)"
    let owner = state.inventory?.owner(of: definition.id).process
    let process = owner.flatMap { host.processes.environment($0.pid) }
    let temporary = [
      process?["TMPDIR"], definition.unit?.environment["TMPDIR"], host.system.environment["TMPDIR"],
    ]
    var directories = temporary.compactMap { $0?.nonBlank.map { "\($0)/\(name)" } }
    // With `--home` the log files in /tmp are not looked at: they belong to the user's own home.
    if !paths.homeIsExplicit { directories += ["/tmp/openclaw", "/tmp/\(name)"] }
    return OwnLog.find(
      profile: definition.profile,
      version: state.facts.health[definition.id]?.version.flatMap(Version.init) ?? definition.version,
      configured: definition.config.value?.logFile.map {
        UserPath.resolve($0, home: definition.home, workingDirectory: definition.stateDir)
      }, directories: directories.distinct(), files: host.files, userID: host.system.userID)
  }

  /// The last lines of OpenClaw's own log from a moment on, where that log is this gateway's alone.
  /// - Parameter since: seconds since 1970; nil where the moment is not known.
  func ownLines(_ definition: Definition, since: Double?) -> [String] {
    guard let log = ownLog(definition), !log.isShared, let since,
      let size = host.files.status(log.path)?.size,
      case .success(let tail) = host.files.tail(log.path, max(0, size - (64 << 10)), 64 << 10)
    else { return [] }
    return LogText.lines(tail.bytes).compactMap { line in
      guard let entry = OwnLogLine(line), let at = entry.time.flatMap(ISOTime.seconds), at >= since else {
        return nil
      }
      return entry.message
    }
  }

  private func reason(_ definition: Definition, _ wished: LogSource?) -> FileRefusal.NoLog {
    if wished == .own { return .noOwnFile }
    return definition.unit.map { .inJournal(command: ServiceManagers.logCommand($0)) } ?? .startedElsewhere
  }
}
