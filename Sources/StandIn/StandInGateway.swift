import CPlatform
import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import OpenClaw

/// The life of a stand-in gateway: checks, lock, ports, signals, end.
struct StandInGateway {
  let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  func run() -> Never {
    let started = ContinuousClock.now
    var ends: [Int32] = [0, 0]
    if cp_pipe(&ends) != 0 { StandIn.fail("no pipe") }
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
    let config = GatewayConfig(document)
    guard config.mode == "local" || arguments.contains("--allow-unconfigured") else {
      StandIn.fail(
        "Gateway start blocked: set gateway.mode=local (current: unset) or pass --allow-unconfigured.")
    }
    let port = port(environment: environment, config: config)
    cp_set_title("openclaw-gateway")

    let lock = StandInLock(
      configPath: paths.configPath, stateDir: paths.stateDir, lockInStateDir: settings.keepsLockInStateDir,
      port: port)
    // The real one loads its modules before it takes the lock; TERM in that time ends it with 1.
    wait(ends[0], until: started + .seconds(settings.startSeconds))
    // With this variable 2026.4 takes no lock at all (openclaw-facts.md section 7.3).
    if environment["OPENCLAW_ALLOW_MULTI_GATEWAY"] != "1" { takeLock(lock, pipe: ends[0]) }
    let server = StandInServer(
      group: MultiThreadedEventLoopGroup(numberOfThreads: 1), port: port, settings: settings,
      token: token(config, environment), startedAt: started)
    let children = listen(server, lock: lock, document: document, paths: paths)
    StandIn.log("listening on ws://127.0.0.1:\(port) (PID \(getpid()))")
    serve(ends[0], settings: settings, lock: lock, children: children)
  }

  private func environment() -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    guard let parsed = try? CommandLineProfile.parse(["node", "openclaw"] + arguments) else {
      StandIn.fail("Invalid --profile (use letters, numbers, \"_\", \"-\" only)")
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
          return .failure(ConfigReadFailure("no such file", isMissing: true))
        }
        return .success(String(decoding: data, as: UTF8.self))
      }
    } catch {
      StandIn.fail(error.line == nil ? "Missing config. Run `openclaw setup`." : "Config invalid\n\(error)")
    }
  }

  private func port(environment: [String: String], config: GatewayConfig) -> Int {
    if let text = StandIn.value("--port", in: arguments) {
      guard let port = GatewayPort.parse(text), GatewayPort.isValid(port) else {
        StandIn.fail("Invalid port")
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
  private func wait(_ pipe: Int32, until deadline: ContinuousClock.Instant) {
    while ContinuousClock.now < deadline {
      let left = (deadline - ContinuousClock.now) / .seconds(1)
      if let signal = StandIn.nextSignal(pipe, seconds: left), signal != SIGUSR1 { exit(1) }
    }
  }

  private func takeLock(_ lock: StandInLock, pipe: Int32) {
    let deadline = ContinuousClock.now + .seconds(5)
    while let holder = lock.holder() {
      if ContinuousClock.now >= deadline {
        StandIn.fail("gateway already running (pid \(holder)); lock timeout after 5000ms")
      }
      if let signal = StandIn.nextSignal(pipe, seconds: 0.1), signal != SIGUSR1 { exit(1) }
    }
    do { try lock.take() } catch { StandIn.fail("cannot write the lock \(lock.path)") }
  }

  /// Binds all ports and starts what the settings ask for; gives the pids of the children that end with it.
  private func listen(
    _ server: StandInServer, lock: StandInLock, document: ConfigDocument, paths: StatePaths
  ) -> [Int32] {
    do {
      _ = try server.bindGateway("127.0.0.1")
    } catch {
      lock.release()
      StandIn.fail(
        "Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:\(server.port)\nPort \(server.port) is already in use."
      )
    }
    _ = try? server.bindGateway("::1")
    let derived = DerivedPorts(
      base: server.port, rules: VersionRules(version: Version(server.settings.version)))
    // A control port that is taken does not stop the gateway, and its log says the opposite of the truth.
    _ = try? StandInServer.bindPlain(group: server.group, host: "127.0.0.1", port: derived.browserControl) {
      _, _ in
      StandInAnswer(401, "text/plain", "Unauthorized\n")
    }
    StandIn.log("Browser control listening on http://127.0.0.1:\(derived.browserControl)/")
    var children: [Int32] = []
    let allocations = CDPAllocation.all(
      settings: BrowserSettings(document.root["browser"]), derived: derived,
      rules: VersionRules(version: Version(server.settings.version)))
    for allocation in allocations where server.settings.browsers.contains(allocation.name) {
      guard let port = allocation.port else { continue }
      children.append(
        StandIn.spawn(
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
      _ = StandIn.spawn(selection + ["gateway", "run"], ownGroup: false)
    }
    if server.settings.leavesGrandchild {
      _ = StandIn.spawn(path: "/bin/sleep", ["600"], ownGroup: false)
    }
    return children
  }

  private func serve(
    _ pipe: Int32, settings: StandInSettings, lock: StandInLock, children: [Int32]
  ) -> Never {
    let end = settings.exitSeconds.map { ContinuousClock.now + .seconds($0) }
    var lines = 0
    while true {
      let wait = [end.map { ($0 - ContinuousClock.now) / .seconds(1) }, settings.chatterSeconds].compactMap(
        \.self
      )
      .min()
      let signal = StandIn.nextSignal(pipe, seconds: wait)
      if let end, ContinuousClock.now >= end {
        FileOutput.write("Error: the stand-in was told to end with \(settings.exitCode)\n", to: 2)
        finish(lock, children, code: settings.exitCode)
      }
      switch signal {
      case SIGTERM, SIGINT:
        if settings.ignoresTerm {
          StandIn.log("signal \(signal ?? 0) ignored")
          continue
        }
        StandIn.log("signal received, shutting down")
        usleep(UInt32(settings.stopSeconds * 1_000_000))
        finish(lock, children, code: 0)
      case SIGUSR1: restart(lock, children)
      default:
        lines += 1
        if settings.chatterSeconds != nil { StandIn.log("heartbeat \(lines): all channels polled") }
      }
    }
  }

  private func finish(_ lock: StandInLock, _ children: [Int32], code: Int32) -> Never {
    for child in children { kill(child, SIGTERM) }
    lock.release()
    exit(code)
  }

  /// In process with OPENCLAW_NO_RESPAWN=1, else by a detached copy with a new pid.
  private func restart(_ lock: StandInLock, _ children: [Int32]) {
    StandIn.log("received SIGUSR1; restarting")
    if ProcessInfo.processInfo.environment["OPENCLAW_NO_RESPAWN"] == "1" { return }
    lock.release()
    _ = StandIn.spawn(arguments, ownGroup: true)
    finish(lock, children, code: 0)
  }
}
