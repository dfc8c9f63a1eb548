import FoundationEssentials
import Glibc
import OpenClaw
import Ports

/// The few commands of OpenClaw's that Gatehouse runs besides a gateway, as the stand-in answers them.
enum StandInCommands {
  /// - Parameter arguments: `[--profile NAME] status`, `… gateway status --deep`, `… browser status`, `… gateway install --port N`.
  /// - Returns: false for what is a gateway's own command line.
  static func answer(_ arguments: [String]) -> Bool {
    var words = arguments
    var profile: String?
    if words.first == "--profile", words.count > 1 {
      profile = words[1]
      words.removeFirst(2)
    }
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    let paths = StatePaths.ofProfile(profile, home: home)
    switch Array(words.prefix(2)) {
    case ["status"]:
      print("OpenClaw status (stand-in)\nprofile: \(profile ?? "default")\nstate: \(paths.stateDir)")
    case ["gateway", "status"]:
      let unit = ServiceNames(profile: profile).systemdUnit
      print("Service: \(unit)\nConfig: \(environment("OPENCLAW_CONFIG_PATH") ?? paths.configPath)")
      print("Gateway port: \(environment("OPENCLAW_GATEWAY_PORT") ?? "unknown")")
    case ["tui"]: tui(profile)
    case ["doctor"]:
      print("OpenClaw doctor (stand-in)\nprofile: \(profile ?? "default")")
      print("config: \(environment("OPENCLAW_CONFIG_PATH") ?? paths.configPath)")
    case ["onboard"]: onboard(profile, paths: paths, home: home)
    case ["browser", "status"]: print("profile: openclaw\nrunning: false")
    case ["gateway", "install"]:
      install(
        profile, port: StandInTools.value("--port", in: words) ?? proposedPort, home: home,
        isForced: words.contains("--force"))
    case ["gateway", "uninstall"]: uninstall(profile, home: home)
    default: return false
    }
    exit(0)
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]?.nonBlank
  }

  private static func print(_ text: String) { FileOutput.write(text + "\n", to: 1) }

  /// Stands in for `openclaw tui`: prints the profile and waits, so that tests see which command got the terminal.
  private static func tui(_ profile: String?) {
    print("OpenClaw TUI (stand-in)\nprofile: \(profile ?? "default")")
    print("gateway: ws://127.0.0.1:\(environment("OPENCLAW_GATEWAY_PORT") ?? "unknown")")
    print("Enter ends it.")
    _ = readLine()
  }

  /// Asks what onboarding asks above all: the port and the bot.
  private static func onboard(_ profile: String?, paths: StatePaths, home: String) {
    FileOutput.write("Gateway port [\(proposedPort)]: ", to: 1)
    let port = readLine()?.nonBlank.flatMap(GatewayPort.parse) ?? Int(proposedPort) ?? GatewayPort.standard
    FileOutput.write("Telegram bot token: ", to: 1)
    let token = readLine() ?? ""
    let gateway = "mode: \"local\", port: \(port)"
    let text = """
      {
        gateway: { \(gateway), auth: { mode: "token", token: "stand-in-\(profile ?? "default")" } },
        channels: { telegram: { enabled: true, botToken: "\(token)" } },
        meta: { lastTouchedVersion: "2026.9.4" },
        standIn: { version: "2026.6.11", startSeconds: 0.05 },
      }

      """
    do {
      try FileManager.default.createDirectory(atPath: paths.stateDir, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: paths.configPath))
    } catch {
      StandInTools.fail("cannot write \(paths.configPath)")
    }
    print("Onboarded \(profile ?? "default")")
    // It installs and starts its service by itself, where there is a manager.
    if environment("XDG_RUNTIME_DIR").map({ FileManager.default.fileExists(atPath: $0 + "/systemd/private") })
      == true
    {
      install(profile, port: String(port), home: home, isForced: false)
    }
  }

  /// What OpenClaw proposes whatever profile it is for: the environment's port, else 18789. Seen on 2026.6.11. A test puts a free
  /// port in the place of that number.
  private static var proposedPort: String {
    environment("OPENCLAW_GATEWAY_PORT") ?? environment("STAND_IN_PORT") ?? String(GatewayPort.standard)
  }

  // MARK: Its unit

  private static func unitPath(_ profile: String?, home: String) -> String {
    "\(home)/.config/systemd/user/\(ServiceNames(profile: profile).systemdUnit).service"
  }

  /// Writes, enables and starts, as openclaw-facts.md section 8.3 says.
  private static func install(_ profile: String?, port: String, home: String, isForced: Bool) {
    // Fails where Gatehouse has not scrubbed the environment: OpenClaw would write an inherited variable into the unit.
    if let stray = environment("OPENCLAW_STATE_DIR") {
      StandInTools.fail("refused: OPENCLAW_STATE_DIR is \(stray)")
    }
    let path = unitPath(profile, home: home)
    if !isForced, FileManager.default.fileExists(atPath: path) {
      return print("Gateway service already enabled.")
    }
    let program =
      // Without /proc the program is looked for by its name.
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "gatehouse"
    let state = StatePaths.ofProfile(profile, home: home)
    var lines = [
      "[Unit]", "Description=OpenClaw Gateway (stand-in)", "[Service]",
      "ExecStart=\(program) stand-in gateway --port \(port)", "Restart=always", "RestartSec=1",
      "Environment=HOME=\(home) TMPDIR=\(environment("TMPDIR") ?? "/tmp") OPENCLAW_GATEWAY_PORT=\(port)",
      "Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway",
    ]
    if let profile {
      lines.append("Environment=OPENCLAW_PROFILE=\(profile)")
      lines.append(
        "Environment=OPENCLAW_STATE_DIR=\(state.stateDir) OPENCLAW_CONFIG_PATH=\(state.configPath)")
    }
    lines += ["[Install]", "WantedBy=default.target"]
    let directory = UserPath.parent(path)
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    } catch {
      StandInTools.fail("cannot write \(path)")
    }
    let unit = ServiceNames(profile: profile).systemdUnit + ".service"
    let isDone =
      systemctl(["daemon-reload"]) && systemctl(["enable", unit]) && systemctl(["restart", unit])
    guard isDone else {
      unlink(path)
      StandInTools.fail("systemd user services are not available")
    }
    print("Installed \(path)")
  }

  private static func uninstall(_ profile: String?, home: String) {
    _ = systemctl(["disable", "--now", ServiceNames(profile: profile).systemdUnit + ".service"])
    unlink(unitPath(profile, home: home))
    _ = systemctl(["daemon-reload"])
    print("Uninstalled")
  }

  private static func systemctl(_ arguments: [String]) -> Bool {
    let pid = StandInTools.spawn(path: "/usr/bin/systemctl", ["--user"] + arguments, ownGroup: false)
    guard pid > 0 else { return false }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return false } }
    return status == 0
  }
}
