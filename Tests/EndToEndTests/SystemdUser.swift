import CPlatform
import Control
import Fleet
import Foundation
import Glibc
import TestSupport

/// A real `systemd --user` of its own, with its own bus, in a temporary home: also where systemd is not process 1.
final class SystemdUser {
  struct Unusable: Error, CustomStringConvertible { var description: String }

  let home: String
  private var processes: [ChildProcess] = []
  /// Whether the directory is ours to remove.
  private let madeBooted: Bool

  /// Why it cannot run here; nil where it can.
  static var obstacle: String? {
    for path in [manager, "/usr/bin/dbus-daemon", "/usr/bin/systemctl"]
    where access(path, X_OK) != 0 { return "\(path) is not installed (apt-get install systemd dbus)" }
    if access(booted, F_OK) != 0, geteuid() != 0 {
      return "\(booted) is not there, and this user may not make it"
    }
    return nil
  }

  /// What tells systemd's programs that systemd runs the machine; without it they refuse to talk to a user's manager.
  private static let booted = "/run/systemd/system"
  private static let manager = "/lib/systemd/systemd"

  var runtime: String { home + "/run" }

  var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": home, "TMPDIR": home + "/tmp", "XDG_RUNTIME_DIR": runtime,
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(runtime)/bus",
    ]
  }

  /// - Parameter home: a directory with a short path: sockets lie below it.
  init(home: String) async throws {
    self.home = home
    madeBooted = access(Self.booted, F_OK) != 0
    if madeBooted {
      try FileManager.default.createDirectory(atPath: Self.booted, withIntermediateDirectories: true)
    }
    try FileManager.default.createDirectory(
      atPath: runtime, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try launch(
      "/usr/bin/dbus-daemon", ["--session", "--address=unix:path=\(runtime)/bus", "--nofork", "--nopidfile"])
    try await wait("its bus") { access(runtime + "/bus", F_OK) == 0 }
    try launch(Self.manager, ["--user"])
    try await wait("its manager") { systemctl(["is-system-running"]).output.contains("running") }
  }

  /// Not by Foundation alone: it waits for whoever inherited a child's descriptors, and daemons never give them back.
  private func start(_ path: String, _ arguments: [String], output: String) throws -> ChildProcess {
    try ChildProcess.launch(
      LaunchPlan(
        arguments: [path] + arguments, environment: environment, workingDirectory: "/", port: 0, dropped: []),
      runID: "systemd", logFile: output)
  }

  private func launch(_ path: String, _ arguments: [String]) throws {
    processes.append(try start(path, arguments, output: "/dev/null"))
  }

  private func wait(_ what: String, _ condition: () -> Bool) async throws {
    if await eventually(15, condition) { return }
    stop()
    throw Unusable(description: "\(what) did not come up")
  }

  @discardableResult
  func systemctl(_ arguments: [String]) -> (isDone: Bool, output: String) {
    let file = "\(runtime)/output-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: file, contents: nil),
      let child = try? start("/usr/bin/systemctl", ["--user"] + arguments, output: file)
    else { return (false, "") }
    defer { try? FileManager.default.removeItem(atPath: file) }
    let ending = ending(of: child, seconds: 20)
    let data = FileManager.default.contents(atPath: file) ?? Data()
    return (ending == .exit(0), String(decoding: data, as: UTF8.self))
  }

  /// Waits in the kernel, for a manager is also ended in `defer`. A child that does not end in time is killed.
  private func ending(of child: ChildProcess, seconds: Double) -> ChildProcess.Ending? {
    let descriptor = cp_pidfd_open(child.pid)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0, cp_wait_readable(descriptor, Int32(seconds * 1000)) == 0 { kill(child.pid, SIGKILL) }
    return child.ending()
  }

  /// Ends all units, the manager and the bus.
  func stop() {
    systemctl(["stop", "openclaw-gateway*"])
    for process in processes.reversed() {
      kill(process.pid, SIGTERM)
      _ = ending(of: process, seconds: 5)
    }
    processes = []
    if madeBooted { rmdir(Self.booted) }
  }
}
