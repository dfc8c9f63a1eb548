import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

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
