import Control
import Dashboard
import Fleet
import Foundation
import GatewayModel
import Host
import OpenClaw

/// The hand-over on the person's terminal, while the screen is away.
struct RescueErrands: Sendable {
  let session: Session

  /// - Returns: how it went, for the line above the keys.
  func run(_ errand: HandOver, main: Gateway, rescue: Gateway) async -> (text: String, isBad: Bool) {
    switch errand {
    case .tui: await openclaw(["tui"], of: rescue)
    case .doctor: await openclaw(["doctor"], of: main)
    case .edit: await edit(main)
    }
  }

  /// A command of OpenClaw for one gateway, in that gateway's own environment.
  private func openclaw(_ words: [String], of gateway: Gateway) async -> (text: String, isBad: Bool) {
    let shown = "\(CommandLineProfile.command(gateway.profile)) \(ShellLine.text(words))"
    switch await session.controller.launchPlan(of: gateway.id) {
    case .failure(let refusal): return (refusal.message, true)
    case .success(let plan):
      let status = await Blocking.run {
        Output.remark("$ \(shown)")
        let status = ForegroundCommand.run(
          plan.prefix + words, environment: plan.environment.filter { $0.key != RunRecord.variable })
        TerminalPause.wait("It ended with \(status).")
        return status
      }
      return ("`\(shown)` ended with \(status)", status != 0)
    }
  }

  // MARK: The config in an editor

  private func edit(_ gateway: Gateway) async -> (text: String, isBad: Bool) {
    let controller = session.controller
    let original: ConfigBackup.File
    switch await controller.editableConfig(of: gateway.id) {
    case .success(let file): original = file
    case .failure(let refusal): return (refusal.message, true)
    }
    // A copy is edited: the file itself changes only when the result is kept.
    let draft = "\(session.paths.stateDir)/edit-\(UUID().uuidString).json5"
    let files = session.host.files
    if let failure = files.makeDirectory(session.paths.stateDir, 0o700)
      ?? files.write(draft, original.text, 0o600)
    {
      return ("\(draft) cannot be written: \(failure)", true)
    }
    while true {
      let environment = session.host.system.environment
      let status = await Blocking.run {
        ForegroundCommand.run(
          ["/bin/sh", "-c", "${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", draft], environment: environment)
      }
      guard status == 0, case .success(let bytes) = files.read(draft, 2 << 20) else {
        return (
          "the editor ended with \(status): nothing was changed; your text is \(session.paths.abbreviate(draft))",
          true
        )
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if text == original.text {
        return ("the config of \(gateway.name) was not changed\(removed(draft))", false)
      }
      switch await judge(text, gateway) {
      case .again: continue
      case .discard:
        return (
          "the edit was thrown away: the config of \(gateway.name) is as it was\(removed(draft))", false
        )
      case .keep:
        let result = await controller.keepEdit(text, original: original, of: gateway.id, by: .key)
        guard result.isSuccess else {
          await Blocking.run { TerminalPause.wait("\(result.message). Your text is \(draft).") }
          return ("\(result.message); your text is \(session.paths.abbreviate(draft))", true)
        }
        return (result.message + removed(draft), false)
      }
    }
  }

  /// Removes a draft, which has the config's secrets in it.
  /// - Returns: what is to be said where it stays; empty where it is gone.
  private func removed(_ draft: String) -> String {
    session.host.files.remove(draft).map { "; the draft \(draft) is still there: \($0)" } ?? ""
  }

  private enum Verdict: Sendable { case keep, again, discard }

  /// A config that does not parse is never kept; one that would collide only on a person's word.
  private func judge(_ text: String, _ gateway: Gateway) async -> Verdict {
    let trial = await session.controller.trial(text, of: gateway.id)
    if let problem = trial.problem {
      Output.remark(
        "It is not kept as it is: \(problem.description(file: session.paths.abbreviate(problem.file)))")
      return await ask("e edits again, d throws the edit away", ["e": .again, "d": .discard])
    }
    if trial.newErrors.isEmpty { return .keep }
    for finding in trial.newErrors {
      Output.remark("\(finding.code.rawValue): \(finding.detail) \(finding.fix)")
    }
    return await ask(
      "e edits again, k keeps it all the same, d throws the edit away",
      ["e": .again, "k": .keep, "d": .discard])
  }

  /// Where stdin has ended, and nobody can answer, the edit is discarded.
  private func ask(_ text: String, _ answers: [Character: Verdict]) async -> Verdict {
    await Blocking.run { Question.one(text, answers) ?? .discard }
  }
}
