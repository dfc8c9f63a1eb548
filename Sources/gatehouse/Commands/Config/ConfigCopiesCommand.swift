import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

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
