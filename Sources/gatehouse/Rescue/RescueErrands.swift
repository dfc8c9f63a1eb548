import Control
import Dashboard
import Fleet
import Foundation
import GatewayModel
import OpenClaw

/// The hand-over on the person's terminal, while the screen is away.
struct RescueErrands {
  let session: Session

  /// - Returns: how it went, for the line above the keys.
  func run(_ errand: HandOver, main: Gateway, rescue: Gateway) -> (text: String, isBad: Bool) {
    switch errand {
    case .tui: openclaw(["tui"], of: rescue)
    case .doctor: openclaw(["doctor"], of: main)
    case .edit: edit(main)
    }
  }

  /// A command of OpenClaw for one gateway, in that gateway's own environment.
  private func openclaw(_ words: [String], of gateway: Gateway) -> (text: String, isBad: Bool) {
    let shown = "\(CommandLineProfile.command(gateway.profile)) \(words.joined(separator: " "))"
    switch Waiting.result({ [controller = session.controller] in await controller.launchPlan(of: gateway.id) }
    ) {
    case .failure(let refusal): return (refusal.message, true)
    case .success(let plan):
      Output.remark("$ \(shown)")
      let status = ForegroundCommand.run(
        plan.prefix + words, environment: plan.environment.filter { $0.key != RunRecord.variable })
      TerminalPause.wait("It ended with \(status).")
      return ("`\(shown)` ended with \(status)", status != 0)
    }
  }

  // MARK: The config in an editor

  private func edit(_ gateway: Gateway) -> (text: String, isBad: Bool) {
    let controller = session.controller
    let original: ConfigCopy.File
    switch Waiting.result({ await controller.editableConfig(of: gateway.id) }) {
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
      let status = ForegroundCommand.run(
        ["/bin/sh", "-c", "${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", draft],
        environment: session.host.system.environment)
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
      switch judge(text, gateway) {
      case .again: continue
      case .discard:
        return (
          "the edit was thrown away: the config of \(gateway.name) is as it was\(removed(draft))", false
        )
      case .keep:
        let result = Waiting.result {
          await controller.keepEdit(text, original: original, of: gateway.id, by: .key)
        }
        guard result.isSuccess else {
          TerminalPause.wait("\(result.message). Your text is \(draft).")
          return ("\(result.message); your text is \(session.paths.abbreviate(draft))", true)
        }
        return (result.message + removed(draft), false)
      }
    }
  }

  /// Removes a draft, which holds what the config holds.
  /// - Returns: what is to be said where it stays; empty where it is gone.
  private func removed(_ draft: String) -> String {
    session.host.files.remove(draft).map { "; the draft \(draft) is still there: \($0)" } ?? ""
  }

  private enum Verdict { case keep, again, discard }

  /// A config that does not parse is never kept; one that would collide only on a person's word.
  private func judge(_ text: String, _ gateway: Gateway) -> Verdict {
    let trial = Waiting.result { [controller = session.controller] in
      await controller.trial(text, of: gateway.id)
    }
    if let problem = trial.problem {
      Output.remark(
        "It is not kept as it is: \(problem.description(file: session.paths.abbreviate(problem.file)))")
      return Question.one("e edits again, d throws the edit away", ["e": .again, "d": .discard]) ?? .discard
    }
    if trial.newErrors.isEmpty { return .keep }
    for finding in trial.newErrors {
      Output.remark("\(finding.code.rawValue): \(finding.detail) \(finding.fix)")
    }
    return Question.one(
      "e edits again, k keeps it all the same, d throws the edit away",
      ["e": .again, "k": .keep, "d": .discard]) ?? .discard
  }
}

/// Lets a person read what a command printed before the screen comes back.
enum TerminalPause {
  static func wait(_ text: String) {
    Output.remark("\(text) Enter returns to Gatehouse.")
    _ = readLine(strippingNewline: true)
  }
}
