import App
import ArgumentParser
import Control
import GatewayModel
import Presentation
import Rescue

struct RescueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescue",
    abstract: "The way to the rescue bot and back: how ready it is, a plan, and its execution.",
    discussion: """
      Without anything: `rescue status`. `--plan` prints what would be done now, with an id; `--execute ID` does it, unless the \
      world has moved on since. Nothing is repaired or stopped that was not asked for. On a terminal `gatehouse` and then R is \
      the same as a guide.
      """,
    subcommands: [RescueStatusCommand.self, RescueSetupCommand.self])

  @OptionGroup var options: CommonOptions
  @Flag(help: "Print what would be done now, and its id.") var plan = false
  @Option(help: "Carry out a plan that was printed before.") var execute: String?
  @Flag(help: "Try it all on stand-ins with copies of the pair's configs, on free ports.") var drill = false
  @Flag(help: "In the plan: stop main, so that it does not fight the repair.") var freeze = false
  @Option(
    help: "In the plan: restore-config, restore-proven, free-port, reinstall-unit or start. May be repeated.")
  var repair: [RescueRepair] = []
  @Flag(help: "In the plan: end the rescue here, everything back to where it was found.") var end = false
  @Flag(help: "With --end: also where main was stopped for the rescue and cannot be started; it stays down.")
  var withoutMain = false
  @Flag(help: "Forget the rescue under way and put nothing back: for one whose gateways are gone.")
  var abandon = false
  @Flag(help: "JSON.") var json = false

  func validate() throws {
    if [plan, execute != nil, drill, abandon].count(where: { $0 }) > 1 {
      throw ValidationError("one of --plan, --execute, --drill and --abandon")
    }
    if end, freeze || !repair.isEmpty {
      throw ValidationError("--end ends the rescue: nothing is frozen or repaired then")
    }
    if withoutMain, !end { throw ValidationError("--without-main belongs to --end") }
    if !plan, freeze || end || !repair.isEmpty {
      throw ValidationError("--freeze, --repair and --end say what a --plan is to hold")
    }
  }

  func run() async throws {
    if plan {
      try await RescueHeadless(session: try Session(options)).plan(
        .init(freezes: freeze, repairs: repair, ends: end, leavesMain: withoutMain), json: json)
    } else if abandon {
      let session = try Session(options)
      await session.controller.look(sweep: true)
      let result = await session.controller.abandonRescue(by: .command)
      guard result.isSuccess else { throw Failure.exit(.notNow, result.message) }
      Output.remark(result.message)
    } else if drill {
      try await Drill(real: try Session(options)).run()
    } else if let execute {
      try await RescueHeadless(session: try Session(options)).execute(execute)
    } else {
      try await RescueStatusCommand.run(try Session(options), json: json)
    }
  }
}
