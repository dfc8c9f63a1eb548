import GatewayModel
import Host
import OpenClaw

/// All that the guide and the plan are made from, at one moment. Holds no secret.
public struct RescueFacts: Sendable, Equatable {
  /// A copy that a repair could put in the place of main's config.
  public struct Copy: Sendable, Equatable {
    /// The copy's id: `20261123T010203Z`, when it was taken.
    public var id: String
    /// Seconds since 1970.
    public var takenAt: Double
    /// Whether a start has worked with it; else it was edited while main ran, and its next start may fail.
    public var isStartProven: Bool
    /// Between the files as a restore would write them and as they are now; never empty.
    public var difference: ConfigDifference

    /// Made by `RescueFactsCollector` from a kept copy that differs from the config of now.
    public init(id: String, takenAt: Double, isStartProven: Bool, difference: ConfigDifference) {
      self.id = id
      self.takenAt = takenAt
      self.isStartProven = isStartProven
      self.difference = difference
    }
  }

  /// The place in main's config at which it goes wrong.
  public struct BrokenConfig: Sendable, Equatable {
    /// Why it cannot be read, and where; the file with `~` for the home.
    public var problem: ConfigProblem
    /// Masked lines around it with their numbers.
    public var lines: [(number: Int, text: String)]
    /// Characters of the wrong line, as it is shown, before the first that is wrong.
    public var caret: Int

    /// Made by `RescueFactsCollector`: the wrong line with two lines before and after it.
    public init(problem: ConfigProblem, lines: [(number: Int, text: String)], caret: Int) {
      self.problem = problem
      self.lines = lines
      self.caret = caret
    }

    public static func == (a: BrokenConfig, b: BrokenConfig) -> Bool {
      a.problem == b.problem && a.lines.map(\.text) == b.lines.map(\.text)
    }
  }

  /// Seconds since 1970.
  public var takenAt: Double
  /// The gateway to be rescued, with its newest health.
  public var main: Gateway
  /// The gateway whose bot repairs it.
  public var rescue: Gateway
  /// What is the matter with main at that moment.
  public var condition: MainCondition
  /// Errors that forbid to start the rescue bot (`RescueBlockers`); empty where it may be started.
  public var blockers: [Finding]
  /// The rescue under way; nil where none has begun.
  public var run: RescueRun?
  /// The newest copy that worked, where it differs from the config of now.
  public var copy: Copy?
  /// The newest one that a start has proven, where that is another one.
  public var provenCopy: Copy?
  /// Whether any good copy is there, differing or not.
  public var hasCopy = false
  /// Nil where main's config has no fault.
  public var broken: BrokenConfig?
  /// What an earlier run of main has left on its port; nil where nothing is proven to be that.
  public var orphan: RescueOrphan?
  /// Nil where main's unit starts what it should.
  public var unitRepair: RescueUnitRepair?
  /// Seconds without a fault after which main counts as repaired.
  public var settleSeconds: Double
  /// Whether the Gatehouse that makes the move under way still lives.
  public var isDoingAlive = false
  /// The base port that main had when its config could still be read; nil where it can, or where nothing tells.
  public var lastPort: Int?
  /// What main's config is now.
  public var configFingerprint: String

  /// Made by `RescueFactsCollector`, which then sets the properties that are not named here.
  public init(
    takenAt: Double, main: Gateway, rescue: Gateway, blockers: [Finding], run: RescueRun?,
    settleSeconds: Double, configFingerprint: String
  ) {
    self.takenAt = takenAt
    self.main = main
    self.rescue = rescue
    condition = MainCondition.of(main, now: takenAt)
    self.blockers = blockers
    self.run = run
    self.settleSeconds = settleSeconds
    self.configFingerprint = configFingerprint
  }

  /// The step that is next; `detect` where no rescue is under way.
  public var step: RescueStep { run?.step ?? .detect }

  /// What is to be repaired: what is the matter now, else what was when the rescue began, as long as main does not answer.
  public var trouble: MainCondition {
    if condition.isTrouble || condition.answers { return condition }
    return run?.detected ?? condition
  }

  /// Whether main works, and would start again.
  public var works: Bool { condition.kind == .well && main.configProblem == nil }

  /// Whether the rescue bot answers on its port.
  public var isRescueUp: Bool { rescue.process != nil && rescue.health.holds(.live) }

  /// Whether anything of main can be stopped: a process, or somebody who starts it again.
  public var canStopMain: Bool {
    main.process != nil || main.supervision.retryAt != nil || condition.kind == .restartLoop
      || main.service.state?.isUp == true
  }

  /// Main's base port, also while its config cannot be read; nil where nothing tells.
  public var mainPort: Int? { main.isPortKnown ? main.plan.gateway.port : lastPort }

  /// `port 18789`, or nothing.
  var portText: String { mainPort.map { "port \($0)" } ?? "" }

  /// How main would be stopped: its unit, or its process.
  public var mainTarget: String {
    let pid = main.service.mainPID ?? main.process?.identity.pid
    if main.service.isInstalled, main.runBy == .systemd || main.process == nil {
      return "\(main.service.unit) (unit\(pid.map { ", main pid \($0)" } ?? ""))"
    }
    return pid.map { "\(main.name) (pid \($0)\(portText.isEmpty ? "" : ", " + portText))" } ?? main.name
  }

  /// A name for the state of the world, as far as it decides what is to be done: another one means that a plan is overtaken.
  /// The process of what is started again and again is left out, for it is another one every second.
  public var fingerprint: String {
    let isLoop =
      condition.kind == .restartLoop || main.runBy == .systemd || main.supervision.endings >= 2
    let parts: [String] = [
      main.id.stateDir, main.id.configPath, rescue.id.stateDir, rescue.id.configPath,
      isLoop ? "loop" : condition.kind.rawValue,
      isLoop ? "" : "\(main.process?.identity.pid ?? 0)-\(main.process?.identity.startTicks ?? 0)",
      "\(rescue.process?.identity.pid ?? 0)", blockers.map(\.code.rawValue).joined(separator: ","),
      run?.id ?? "", "\(run?.revision ?? 0)", copy?.id ?? "", provenCopy?.id ?? "", configFingerprint,
      "\(orphan?.process.pid ?? 0)", unitRepair?.reason ?? "",
    ]
    return String(Fingerprint.of(parts.joined(separator: "\n")).suffix(10))
  }
}
