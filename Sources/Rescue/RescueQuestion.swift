import GatewayModel

/// What a person is asked at a step, and what has come of those before. Pure text.
public enum RescueQuestion {
  /// - Returns: what is so, and what is asked.
  public static func of(_ facts: RescueFacts) -> (state: String, question: String) {
    let main = facts.main.name
    let rescue = facts.rescue.name
    switch facts.step {
    case .detect, .evidence:
      return (
        facts.condition.isTrouble || facts.main.configProblem != nil
          ? "\(main) needs help: what is known of it is written down first."
          : "\(main) does not look broken; a bot may be quiet all the same.",
        "Collect state, ports, log, config difference? Nothing is touched."
      )
    case .freeze:
      guard facts.canStopMain else { return ("\(main) does not run.", "There is nothing to stop.") }
      return (
        facts.condition.text + ".",
        facts.condition.answers
          ? "\(main) still answers: stop it all the same? Undone at step 8."
          : "Stop it, so that it does not fight the repair? Undone at step 8."
      )
    case .raise:
      if let blocker = facts.blockers.first {
        return ("\(rescue) is not isolated: \(blocker.detail)", blocker.fix)
      }
      return facts.isRescueUp
        ? ("\(rescue) is isolated from \(main), and answers.", "Take it as it is?")
        : ("\(rescue) is isolated from \(main), and does not run.", "Start it? Stopped again at step 8.")
    case .handOver:
      return (
        "\(rescue) is up: give it the brief (c copies it).",
        "t talk, o see it, ! shell; e edit \(main)'s config, D its doctor."
      )
    case .repair:
      return (
        (facts.condition.answers ? facts.condition : facts.trouble).text + ".",
        "One repair at a time, shown below; what it replaces is kept."
      )
    case .verify:
      return facts.condition.kind == .well
        ? ("\(main) answers.", "Prove it: nothing of it may fail for \(Int(facts.settleSeconds)) s.")
        : (facts.condition.text + ".", "Prove that \(main) works, or repair more?")
    case .goBack:
      let isProven = facts.run?.isVerified == true && facts.condition.answers
      return (
        isProven
          ? "\(main) works again."
          : facts.condition.answers ? "\(main) has not been proven to work." : facts.condition.text + ".",
        isProven
          ? "Everything back to where it was found?"
          : "Repair more, or everything back to where it was found?"
      )
    }
  }
}
