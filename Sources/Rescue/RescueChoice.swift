import GatewayModel
import OpenClaw

/// Something that a person can do now, with what it will touch.
public struct RescueChoice: Sendable, Equatable {
  /// What is made when a person chooses it.
  public var move: RescueMove
  /// `Stop openclaw-gateway.service`.
  public var label: String
  /// `(unit, main pid 4121)`, or what it means.
  public var detail: String
  /// Whether it takes something away: asked once more.
  public var isDestructive = false
  /// Why it cannot be done now; nil where it can.
  public var refusal: String?

  /// Both in one line.
  public var text: String { detail.isEmpty ? label : "\(label): \(detail)" }

  /// Made by `RescueChoices.of`.
  public init(
    _ move: RescueMove, _ label: String, _ detail: String = "", isDestructive: Bool = false,
    refusal: String? = nil
  ) {
    self.move = move
    self.label = label
    self.detail = detail
    self.isDestructive = isDestructive
    self.refusal = refusal
  }
}

/// What can be done at the step that is next, the careful choice first. Pure.
public enum RescueChoices {
  /// What belongs to the step, then undoing the last repair and ending the rescue, where these are possible.
  /// A choice that cannot be made now is among them, with its refusal.
  public static func of(_ facts: RescueFacts) -> [RescueChoice] {
    let step = facts.step
    var choices = own(step, facts)
    if step >= .freeze, step < .verify, facts.condition.kind == .well, facts.main.configProblem == nil {
      choices.insert(
        .init(
          .verify, "Verify", "\(facts.main.name) answers again: prove it for \(Int(facts.settleSeconds)) s"),
        at: 0)
    }
    if step >= .repair, let repair = facts.run?.lastRepair {
      choices.append(
        .init(.undoRepair, "Undo \(title(repair.repair))", "as it was before", isDestructive: true))
    }
    if facts.run?.isMainStopped == true, facts.main.process == nil,
      facts.run?.last(.goBack)?.outcome == .failed
    {
      choices.append(
        .init(
          .goBackWithoutMain, "End without \(facts.main.name)",
          "it stays stopped" + (facts.run?.isRescueStarted == true ? "; stop \(facts.rescue.name) too" : ""),
          isDestructive: true))
    }
    if step >= .evidence, step < .goBack {
      choices.append(.init(.goBack, "End here", goBackText(facts), isDestructive: true))
    }
    return choices
  }

  private static func own(_ step: RescueStep, _ facts: RescueFacts) -> [RescueChoice] {
    switch step {
    case .detect, .evidence:
      return [
        .init(.collect, "Collect the evidence")
      ]
    case .freeze:
      guard facts.canStopMain else {
        return [.init(.leaveMain, "Go on")]
      }
      return [
        .init(.leaveMain, "Leave it"),
        .init(.stopMain, "Stop \(facts.mainTarget)", "undone at step 8"),
      ]
    case .raise:
      if let blocker = facts.blockers.first {
        return [
          .init(.raise, "Start \(facts.rescue.name)", refusal: "\(blocker.detail) \(blocker.fix)")
        ]
      }
      return [
        facts.isRescueUp
          ? .init(.raise, "Take it", "\(facts.rescue.name) answers on \(facts.rescue.plan.gateway.port)")
          : .init(
            .raise, "Start \(facts.rescue.name)",
            "port \(facts.rescue.plan.gateway.port), stopped again at step 8")
      ]
    case .handOver:
      return [.init(.handOver, "Go on", "the seat is with \(facts.rescue.name)")]
    case .repair: return repairs(facts) + [.init(.goOn, "Go on", "prove that \(facts.main.name) works")]
    case .verify:
      return [
        .init(.verify, "Verify", "no layer of \(facts.main.name) fails for \(Int(facts.settleSeconds)) s")
      ] + (facts.condition.answers ? [] : repairs(facts))
    case .goBack:
      // It may have failed again since it was proven.
      return facts.condition.answers
        ? [.init(.goBack, "Return", goBackText(facts))]
        : repairs(facts) + [.init(.goBack, "Return", goBackText(facts), isDestructive: true)]
    }
  }

  /// The likeliest first.
  private static func repairs(_ facts: RescueFacts) -> [RescueChoice] {
    let name = facts.main.name
    var choices: [RescueChoice] = []
    if let copy = facts.copy {
      choices.append(
        .init(
          .repair(.restoreConfig), "Restore the last good config",
          "copy \(copy.id), \(copy.difference.summary)", isDestructive: true))
    }
    if let copy = facts.provenCopy {
      choices.append(
        .init(
          .repair(.restoreProven), "Restore the last config that a start has proven",
          "copy \(copy.id), \(copy.difference.summary)", isDestructive: true))
    }
    if let orphan = facts.orphan {
      choices.append(
        .init(
          .repair(.freePort), "Free port \(orphan.port)",
          "end \(orphan.command) \(orphan.process.pid): \(orphan.proof)", isDestructive: true))
    }
    if !facts.main.leftBrowsers.isEmpty {
      let left = facts.main.leftBrowsers.map { "\($0.holder), port \($0.port)" }.joined(separator: "; ")
      choices.append(
        .init(.repair(.endBrowsers), "End the Chrome that \(name) left", left, isDestructive: true))
    }
    if let repair = facts.unitRepair {
      choices.append(
        .init(
          .repair(.reinstallUnit), "Reinstall \(facts.main.service.unit)", repair.reason, isDestructive: true)
      )
    }
    let start = RescueChoice(
      .repair(.start), facts.main.process == nil ? "Start \(name)" : "Restart \(name)",
      [facts.main.process.map { "pid \($0.identity.pid)" }, facts.portText.nonBlank].compactMap(\.self)
        .joined(separator: ", "), isDestructive: facts.main.process != nil)
    // What a start has not helped before, it will not help now.
    if [.configBroken, .portTaken, .restartLoop, .gaveUp].contains(facts.trouble.kind) {
      choices.append(start)
    } else {
      choices.insert(start, at: 0)
    }
    return choices
  }

  /// What an undo would take back, with its article: `the restored config`.
  public static func title(_ repair: RescueRepair) -> String {
    switch repair {
    case .restoreConfig, .restoreProven: "the restored config"
    case .freePort: "the freed port"
    case .endBrowsers: "the ended Chrome"
    case .reinstallUnit: "the reinstalled unit"
    case .start: "the start"
    }
  }

  private static func goBackText(_ facts: RescueFacts) -> String {
    var parts: [String] = []
    if facts.run?.isRescueStarted == true {
      parts.append("stop \(facts.rescue.name), which was stopped before")
    } else {
      parts.append("leave \(facts.rescue.name) as it is")
    }
    if facts.run?.isMainStopped == true, facts.main.process == nil {
      parts.append("start \(facts.main.name), which was stopped for this")
    }
    return parts.joined(separator: "; ")
  }
}
