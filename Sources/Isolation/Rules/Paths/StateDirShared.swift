import GatewayModel
import OpenClaw

/// `state-dir-shared`: two gateways keep their state in one directory.
/// Source: `docs/gateway/multiple-gateways.md`, "Isolation checklist (required)".
enum StateDirShared {
  /// - Parameter states: the users of each state directory that more than one gateway uses.
  static func check(_ states: [(real: ByteText, users: [PlaceUser])], _ context: inout RuleContext) {
    for (_, users) in states {
      SharedPlace.report(
        users, .stateDirShared, "state directory",
        harm: "sessions, credentials, pairing and the single-instance lock are shared",
        fix: fix(users, context), &context)
    }
  }

  private static func fix(_ users: [PlaceUser], _ context: RuleContext) -> String {
    guard let subject = context.mover(users.map(\.index)) else { return "" }
    if subject.claims.unitContradictions.contains(where: { $0.variable == "OPENCLAW_STATE_DIR" }) {
      return ServiceRepair.repair(subject, "OPENCLAW_STATE_DIR")
    }
    return
      "Give \(subject.name) an OPENCLAW_STATE_DIR of its own, for example \(subject.profile.map { "~/.openclaw-\($0)" } ?? "a directory that no other gateway uses")."
  }
}
