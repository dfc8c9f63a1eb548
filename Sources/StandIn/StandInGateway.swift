import CPlatform
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import OpenClaw
import Ports

/// The life of a stand-in gateway: checks, lock, ports, signals, end.
struct StandInGateway {
  let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  func run() -> Never {
    let started = StandInClock.uptime
    var ends: [Int32] = [0, 0]
    if cp_pipe(&ends) != 0 { StandInTools.fail("no pipe") }
    cp_unblock_all()
    cp_signal_pipe(ends[1])

    let environment = environment()
    let home = environment["HOME"] ?? "/"
    let paths = StatePaths.resolve(
      environment: environment, fallbackHome: home,
      workingDirectory: FileManager.default.currentDirectoryPath,
      exists: { FileManager.default.fileExists(atPath: $0) })
    let document = load(paths.configPath, environment: environment)
    let settings = StandInSettings(document.root)
    let era = StandInEra(version: Version(settings.version))
    let config = GatewayConfig(document)
    refuse(config, at: paths.configPath, era)
    guard config.mode == "local" || arguments.contains("--allow-unconfigured") else {
      StandInTools.fail(
        "Gateway start blocked: set gateway.mode=local (current: \(config.mode ?? "unset")) or pass --allow-unconfigured.",
        code: era.configurationCode)
    }
    let port = port(environment: environment, config: config)
    cp_set_title(era.title)

    let lock = StandInLock(
      configPath: paths.configPath, stateDir: paths.stateDir, lockInStateDir: settings.keepsLockInStateDir,
      port: port)
    // The real one loads its modules before it takes the lock; TERM in that time ends it with 1.
    wait(ends[0], until: started + settings.startSeconds)
    if era.isNewer { StandInPortHolder.clear(port: port) }
    // With this variable 2026.4 takes no lock at all (openclaw-facts.md section 7.3).
    if environment["OPENCLAW_ALLOW_MULTI_GATEWAY"] != "1" { takeLock(lock, pipe: ends[0], era) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let hostile = settings.hostile.map { mode in
      HostileServer(
        mode, group: group, elsewhere: settings.hostilePort ?? 1,
        note: HostileNote.writer(file: environment[HostileNote.variable]))
    }
    let server = StandInServer(
      group: group, port: port, settings: settings, token: token(config, environment), startedAt: started,
      phase: StandInPhase(), hostile: hostile)
    let listening = listen(server, lock: lock, document: document, paths: paths, era)
    StandInTools.log("listening on ws://127.0.0.1:\(port) (PID \(getpid()))")
    StandInLife(
      arguments: arguments, pipe: ends[0], settings: settings, era: era, lock: lock, server: server
    ).serve(listening)
  }

  /// What the schema does not allow, as the versions that were looked at say it.
  private func refuse(_ config: GatewayConfig, at path: String, _ era: StandInEra) {
    guard era.isNewer, let problem = config.problems.first ?? config.doubts(version: era.version).first else {
      return
    }
    let key = problem.message.split(separator: " ").first { $0.contains(".") } ?? "<root>"
    StandInTools.fail(
      "Gateway failed to start: Invalid config at \(path).\n\(key): Invalid input\nRun \"openclaw doctor --fix\" to repair, then retry."
    )
  }

  private func environment() -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    // The error is not needed: the message below is the only one that OpenClaw has for it.
    guard let parsed = try? CommandLineProfile.parse(["node", "openclaw"] + arguments) else {
      StandInTools.fail("Invalid --profile (use letters, numbers, \"_\", \"-\" only)")
    }
    if let profile = parsed.profile {
      environment = StatePaths.applying(
        profile: profile, to: environment, fallbackHome: environment["HOME"] ?? "/",
        workingDirectory: FileManager.default.currentDirectoryPath)
    }
    return environment
  }

  private func load(_ path: String, environment: [String: String]) -> ConfigDocument {
    do throws(ConfigProblem) {
      return try ConfigDocument.load(path: path, environment: environment) { file in
        guard let data = FileManager.default.contents(atPath: file) else {
          return .failure(ConfigReadFailure("no such file"))
        }
        return .success(String(decoding: data, as: UTF8.self))
      }
    } catch {
      StandInTools.fail(
        error.line == nil ? "Missing config. Run `openclaw setup`." : "Config invalid\n\(error)")
    }
  }

  private func port(environment: [String: String], config: GatewayConfig) -> Int {
    if let text = StandInTools.value("--port", in: arguments) {
      guard let port = GatewayPort.parse(text), GatewayPort.isValid(port) else {
        StandInTools.fail("Invalid port")
      }
      return port
    }
    return GatewayPort.resolve(configured: config.port, environment: environment)
  }

  private func token(_ config: GatewayConfig, _ environment: [String: String]) -> String? {
    if case .literal(let token) = config.token { return token }
    return environment["OPENCLAW_GATEWAY_TOKEN"]
  }

  /// Passes the time of the start; TERM ends it.
  private func wait(_ pipe: Int32, until deadline: Double) {
    while StandInClock.uptime < deadline {
      let left = deadline - StandInClock.uptime
      if let signal = StandInTools.nextSignal(pipe, seconds: left), signal != SIGUSR1 { exit(1) }
    }
  }

  private func takeLock(_ lock: StandInLock, pipe: Int32, _ era: StandInEra) {
    let deadline = StandInClock.uptime + 5
    while let holder = lock.holder() {
      if StandInClock.uptime >= deadline {
        StandInTools.fail(
          "Gateway failed to start: gateway already running (pid \(holder)); lock timeout after 5000ms",
          code: era.conflictCode)
      }
      if let signal = StandInTools.nextSignal(pipe, seconds: 0.1), signal != SIGUSR1 { exit(1) }
    }
    do { try lock.take() } catch { StandInTools.fail("cannot write the lock \(lock.path)") }
  }

  /// Binds all ports and starts what the settings ask for; gives the channels of its base port and the pids of the children that
  /// end with it.
  private func listen(
    _ server: StandInServer, lock: StandInLock, document: ConfigDocument, paths: StatePaths, _ era: StandInEra
  ) -> StandInLife.Listening {
    var channels: [any Channel] = []
    do {
      channels.append(try server.bindGateway("127.0.0.1"))
    } catch {
      lock.release()
      StandInTools.fail(
        "Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:\(server.port)\nPort \(server.port) is already in use.",
        code: era.conflictCode)
    }
    // A host without IPv6 has one address.
    if let second = try? server.bindGateway("::1") { channels.append(second) }
    server.phase.beganToListen()
    let rules = VersionRules(version: Version(server.settings.version))
    let derived = DerivedPorts(base: server.port, movesClampedRange: rules.movesClampedRange)
    if !era.listensOnBaseAlone {
      // A control port that is taken does not stop the gateway, and its log says the opposite of the truth.
      _ = try? StandInServer.bindPlain(group: server.group, host: "127.0.0.1", port: derived.browserControl) {
        _, _ in
        StandInAnswer(401, "text/plain", "Unauthorized\n")
      }
      StandInTools.log("Browser control listening on http://127.0.0.1:\(derived.browserControl)/")
    }
    var children: [Int32] = []
    let allocations = CDPAllocation.all(
      settings: BrowserSettings(document.root["browser"]), derived: derived,
      rules: VersionRules(version: Version(server.settings.version)))
    for allocation in allocations where server.settings.browsers.contains(allocation.name) {
      guard let port = allocation.port else { continue }
      children.append(
        StandInTools.spawn(
          [
            "chrome", "--remote-debugging-port=\(port)",
            "--user-data-dir=\(paths.stateDir)/browser/\(allocation.name)/user-data",
          ], ownGroup: false))
    }
    if let profile = server.settings.starts {
      for name in ["OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH", "OPENCLAW_GATEWAY_PORT", "OPENCLAW_PROFILE"]
      {
        unsetenv(name)
      }
      let selection = profile == "default" ? [] : ["--profile", profile]
      _ = StandInTools.spawn(selection + ["gateway", "run"], ownGroup: false)
    }
    if server.settings.leavesGrandchild {
      _ = StandInTools.spawn(path: "/bin/sleep", ["600"], ownGroup: false)
    }
    return StandInLife.Listening(channels: channels, children: children)
  }
}
