import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Copies of a gateway's config: list them, compare with them, go back.",
    discussion: """
      A copy is taken when a gateway has worked for a minute while a dashboard or `gatehouse up` watches, and only if its config \
      changed. Values that may be secrets are masked here; the copies themselves have them.
      """,
    subcommands: [ConfigCopiesCommand.self, ConfigDiffCommand.self, ConfigRestoreCommand.self])
}

struct ConfigCopiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies", abstract: "Lists the copies of a gateway's config, the newest first.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let copies = await session.controller.configCopies(of: gateway.id)
    if copies.isEmpty { return Output.remark("There is no copy of the config of \(gateway.name) yet.") }
    for copy in copies {
      let remark =
        copy.kind == .replaced
        ? "what a restore or an edit replaced"
        : copy.isStartProven
          ? "worked, and a start has proven it" : "worked; edited while it ran, no start has proven it"
      let count = copy.files.count
      Output.print("\(copy.id)  \(count) file\(count == 1 ? "" : "s")  \(remark)")
    }
  }
}

struct ConfigDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "How a gateway's config differs from its last good copy.",
    discussion: "Exit 0 where they are the same, 1 where they differ.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Option(help: "Another copy than the newest that worked.") var to: String?

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let restore = try await ConfigText.restore(of: gateway, to: to, session)
    await ConfigText.show(restore, of: gateway, session)
    if !restore.difference.isEmpty { throw ExitCode(1) }
  }
}

struct ConfigRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a copy in the place of a gateway's config; asks first.",
    discussion: "What is replaced is kept as a copy. The gateway is not restarted.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Option(help: "Another copy than the newest that worked.") var to: String?
  @Flag(help: "Without asking.") var yes = false

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let restore = try await ConfigText.restore(of: gateway, to: to, session)
    await ConfigText.show(restore, of: gateway, session)
    if restore.difference.isEmpty { return }
    if !yes {
      guard isatty(0) == 1 else {
        throw Failure.exit(.notNow, "nothing was replaced: say --yes to restore without being asked")
      }
      guard Question.ask("Put the copy \(restore.copy.id) in the place of this config?") else {
        return Output.remark("Nothing was replaced.")
      }
    }
    let result = await session.controller.restore(restore, of: gateway.id, by: .command).result
    guard result.isSuccess else { throw Failure.exit(.notNow, result.message) }
    Output.remark(result.message)
  }
}

/// What the `config` commands print.
enum ConfigText {
  static func restore(
    of gateway: Gateway, to copyID: String?, _ session: Session
  ) async throws -> ConfigRestore {
    switch await session.controller.planRestore(of: gateway.id, to: copyID) {
    case .success(let restore): return restore
    case .failure(let refusal):
      throw Failure.exit(.notNow, await session.controller.redactor().show(refusal.message))
    }
  }

  static func show(_ restore: ConfigRestore, of gateway: Gateway, _ session: Session) async {
    let redactor = await session.controller.redactor()
    for line in restore.difference.text(path: session.paths.abbreviate) { Output.print(redactor.show(line)) }
    Output.remark("The config of \(gateway.name) \(restore.difference.summary): copy \(restore.copy.id).")
  }
}
