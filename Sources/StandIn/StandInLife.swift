import FoundationEssentials
import Glibc
import NIOCore
import OpenClaw

/// A stand-in that listens: signals, restarts, its end.
struct StandInLife {
  struct Listening {
    /// Of its base port.
    var channels: [any Channel]
    /// What ends with it.
    var children: [Int32]
  }

  let arguments: [String]
  let pipe: Int32
  let settings: StandInSettings
  let era: StandInEra
  let lock: StandInLock
  let server: StandInServer

  func serve(_ listening: Listening) -> Never {
    var listening = listening
    let end = settings.exitSeconds.map { StandInClock.uptime + $0 }
    var lines = 0
    while true {
      let wait = [end.map { $0 - StandInClock.uptime }, settings.chatterSeconds].compactMap(\.self).min()
      let signal = StandInTools.nextSignal(pipe, seconds: wait)
      if let end, StandInClock.uptime >= end {
        FileOutput.write("Error: the stand-in was told to end with \(settings.exitCode)\n", to: 2)
        finish(listening, code: settings.exitCode)
      }
      switch signal {
      case SIGTERM, SIGINT:
        if settings.ignoresTerm {
          StandInTools.log("signal \(signal ?? 0) ignored")
          continue
        }
        StandInTools.log("signal received, shutting down")
        if era.drainsOnTerm { drain() }
        passTime(settings.stopSeconds) { _ in }
        finish(listening, code: 0)
      case SIGUSR1: restart(&listening)
      default:
        lines += 1
        if settings.chatterSeconds != nil { StandInTools.log("heartbeat \(lines): all channels polled") }
      }
    }
  }

  private func finish(_ listening: Listening, code: Int32) -> Never {
    for child in listening.children { kill(child, SIGTERM) }
    lock.release()
    exit(code)
  }

  /// Lets a running turn end; every TERM is lost meanwhile.
  private func drain() {
    guard settings.drainSeconds > 0 else { return }
    server.phase.drain(true)
    StandInTools.log("draining 1 active turn(s)")
    passTime(settings.drainSeconds, hear: refuse)
    server.phase.drain(false)
  }

  /// - Parameter hear: gets every signal that comes meanwhile.
  private func passTime(_ seconds: Double, hear: (Int32) -> Void) {
    let end = StandInClock.uptime + seconds
    while StandInClock.uptime < end {
      // A wait may also end because a signal without a byte of its own came in between.
      if let signal = StandInTools.nextSignal(pipe, seconds: end - StandInClock.uptime) { hear(signal) }
    }
  }

  private func refuse(_ signal: Int32) {
    guard signal == SIGTERM else { return }
    StandInTools.log("signal SIGTERM received")
    StandInTools.log("received SIGTERM during shutdown; ignoring")
  }

  /// Newer versions, and older ones with OPENCLAW_NO_RESPAWN=1, in the process; under a manager the end, after which that starts
  /// it; else a detached copy with a new pid.
  private func restart(_ listening: inout Listening) {
    StandInTools.log("received SIGUSR1; restarting")
    if era.isNewer {
      if StandInEra.isSupervised { finish(listening, code: 0) }
      return restartInProcess(&listening)
    }
    if ProcessInfo.processInfo.environment["OPENCLAW_NO_RESPAWN"] == "1" { return }
    lock.release()
    _ = StandInTools.spawn(arguments, ownGroup: true)
    finish(listening, code: 0)
  }

  private func restartInProcess(_ listening: inout Listening) {
    drain()
    do {
      for channel in listening.channels { try channel.close().wait() }
      passTime(settings.restartSeconds, hear: refuse)
      lock.release()
      StandInTools.log("restart mode: in-process restart (unmanaged)")
      try lock.take()
      listening.channels = [try server.bindGateway("127.0.0.1")]
      server.phase.beganToListen()
      StandInTools.log("ready")
    } catch {
      FileOutput.write(
        "gateway startup failed: \(error). Process will stay alive; fix the issue and restart.\n", to: 2)
    }
  }
}
