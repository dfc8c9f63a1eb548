import OpenClaw

/// How a stand-in behaves: the `standIn` section of its config, which a real gateway would refuse.
struct StandInSettings: Sendable {
  enum HealthStyle: String {
    /// `/healthz` and `/readyz` answer JSON.
    case json
    /// The Control UI answers every path with its page.
    case html
    /// Plain 503, as where the UI's files are missing.
    case plain
  }

  /// Seconds until it listens.
  var startSeconds: Double
  /// Seconds between TERM and the end.
  var stopSeconds: Double
  var health: HealthStyle
  /// Channels that `/readyz` calls failing.
  var failing: [String]
  var channels: [String]
  /// Accepts connections and never answers.
  var hangs: Bool
  var ignoresTerm: Bool
  /// Starts the gateway of this profile as its own child, as an agent might.
  var starts: String?
  /// Leaves a process of its group behind when it ends.
  var leavesGrandchild: Bool
  /// Ends by itself so many seconds after it began to listen, with `exitCode`.
  var exitSeconds: Double?
  var exitCode: Int32
  var version: String
  /// Browser profiles whose Chrome runs.
  var browsers: [String]
  /// Keeps its lock as versions since 2026.8 do, in the state directory.
  var keepsLockInStateDir: Bool
  /// Seconds between lines in the log; none where nil.
  var chatterSeconds: Double?
  /// Seconds that a restart inside the process takes; TERM is lost meanwhile (seen on 2026.6.11).
  var restartSeconds: Double
  /// Seconds of a running turn: a restart waits for it and loses every TERM, and since 2026.9 TERM waits for it too.
  var drainSeconds: Double
  /// Seconds after listening during which `readyz` names the phase `startup-sidecars`.
  var sidecarSeconds: Double
  /// How it misbehaves; nil where it does not.
  var hostile: HostileMode?
  /// The port that a hostile one sends others to.
  var hostilePort: Int?

  init(_ root: JSON5Node?) {
    let node = root?["standIn"]
    startSeconds = node?["startSeconds"]?.number ?? 0.3
    stopSeconds = node?["stopSeconds"]?.number ?? 0.1
    health = node?["health"]?.string.flatMap(HealthStyle.init) ?? .json
    failing = (node?["failing"]?.array ?? []).compactMap(\.string)
    channels = (root?["channels"]?.object?.members ?? []).map(\.key)
    hangs = node?["hangs"]?.bool ?? false
    ignoresTerm = node?["ignoresTerm"]?.bool ?? false
    starts = node?["starts"]?.string
    leavesGrandchild = node?["leavesGrandchild"]?.bool ?? false
    exitSeconds = node?["exitSeconds"]?.number
    exitCode = Int32(node?["exitCode"]?.integer ?? 1)
    version = node?["version"]?.string ?? "2026.3.17"
    browsers = (node?["browsers"]?.array ?? []).compactMap(\.string)
    keepsLockInStateDir = node?["lock"]?.string == "state"
    chatterSeconds = node?["chatterSeconds"]?.number
    restartSeconds = node?["restartSeconds"]?.number ?? 0.25
    drainSeconds = node?["drainSeconds"]?.number ?? 0
    sidecarSeconds = node?["sidecarSeconds"]?.number ?? 0
    hostile = node?["hostile"]?.string.flatMap(HostileMode.init)
    hostilePort = node?["hostilePort"]?.integer
  }
}
