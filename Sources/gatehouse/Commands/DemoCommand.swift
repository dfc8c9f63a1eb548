import App
import ArgumentParser
import Control
import Fleet
import GatewayModel
import Glibc
import Host

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "The dashboard over stand-in gateways in a temporary home.",
    discussion: "Real processes and real ports, nothing of yours is touched; all of it is gone when you quit."
  )

  func run() async throws {
    guard isatty(0) == 1, isatty(1) == 1 else {
      throw Failure.exit(.usage, "the demo needs a terminal")
    }
    let executable = Machine.live().files.realPath("/proc/self/exe") ?? "gatehouse"
    let demo = try DemoHome(executable: executable, host: .live())
    let home = demo.place
    defer { home.remove() }
    // Lock files and whatever else is temporary belong to the demo too; so does no other gateway's token.
    setenv("TMPDIR", home.path + "/tmp", 1)
    unsetenv("OPENCLAW_HOME")
    let session = try Session(home: home.path, config: nil)
    let squatter = try squat(on: demo.takenPort, executable: executable, home: home)
    defer { kill(squatter.pid, SIGTERM) }
    let starting = Task { await startAll(session.controller) }
    let breaking = DemoBreaking(session: session)
    let ending = try await DashboardApp(session: session, breakMain: { await breaking.run() }).run()
    starting.cancel()
    Output.remark("Ending the demo: stopping its gateways.")
    await stopAll(session.controller)
    home.endRest(host: session.host)
    Output.remark("Done: nothing of the demo is left.")
    if let signal = ending.signal { throw ExitCode(128 + signal) }
  }

  /// Another program that holds a gateway's port.
  private func squat(on port: Int, executable: String, home: TemporaryHome) throws -> ChildProcess {
    let plan = LaunchPlan(
      arguments: [executable, "stand-in", "squat", "--port", String(port)], environment: ["HOME": home.path],
      workingDirectory: home.path, port: port, dropped: [])
    do {
      return try ChildProcess.launch(plan, runID: "squat", logFile: home.path + "/tmp/squat.log")
    } catch {
      throw Failure.exit(.internalFault, "the demo cannot start this program again")
    }
  }

  private func startAll(_ controller: Controller) async {
    let snapshot = await controller.look(sweep: true)
    _ = await controller.performAll(.start, on: snapshot.gateways.map(\.id), by: .command)
  }

  private func stopAll(_ controller: Controller) async {
    let snapshot = await controller.look(sweep: true)
    let ids = snapshot.gateways.filter { $0.process != nil || $0.operation != nil }.map(\.id)
    await controller.stopAll(ids, by: .command)
  }
}
