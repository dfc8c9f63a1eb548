import App
import ArgumentParser
import CPlatform
import Glibc

/// Begins every run of the program. SIGPIPE is not left to its default, so that a reader that has gone is an error of `write`.
@main
enum Main {
  static func main() async {
    cp_share_heap()
    cp_crash_arm("gatehouse \(Gatehouse.version)")
    cp_signal_noop(SIGPIPE)
    do {
      var command = try Gatehouse.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let end as Exit {
      Glibc.exit(end.code)
    } catch {
      let code = Gatehouse.exitCode(for: error).rawValue
      let text = Gatehouse.fullMessage(for: error)
      // The words of the command line stand in it.
      if code == 0 { Output.print(text) } else if !text.isEmpty { Output.message(text) }
      Glibc.exit(code)
    }
  }
}

struct Gatehouse: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "gatehouse",
    abstract: "A terminal dashboard for every OpenClaw gateway on this host.",
    discussion: """
      Without a command it opens the dashboard on a terminal, and prints `status` elsewhere.

      Exit codes: 0 done, 1 and 2 verdicts of `check`, 64 usage, 66 no such gateway or an ambiguous name, 69 not possible now, \
      70 our fault, 74 input/output, 78 Gatehouse's own config is wrong.
      """,
    version: version,
    subcommands: [
      DashboardCommand.self, StatusCommand.self, CheckCommand.self, PortsCommand.self, PlanCommand.self,
      StartCommand.self,
      StopCommand.self, RestartCommand.self, UpCommand.self, LogsCommand.self, EnvCommand.self,
      QuickCommand.self, RescueCommand.self, ConfigCommand.self, JournalCommand.self,
      DeclareCommand.self, DemoCommand.self, StandInCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)
}
