import GatewayModel
import Rescue

/// What `rescue status --json` and `rescue --plan --json` print: schema 1, additive from then on (README).
public enum RescueDocument {
  /// Of `rescue status --json`; nil, where there is no gateway at all, has the verdict `none` and no points.
  /// - Parameter takenAt: seconds since 1970; written, as all times are, as ISO 8601 in UTC.
  public static func status(_ status: RescueStatus?, takenAt: Double) -> JSONText {
    .object([
      ("schema", .int(1)), ("takenAt", .string(ISOTime.text(takenAt))),
      ("main", .optional(status?.main)), ("rescue", .optional(status?.rescue)),
      ("proposed", .bool(status?.isProposed ?? true)),
      ("verdict", .string((status?.verdict ?? .none).rawValue)),
      ("points", .array((status?.points ?? []).map(point))),
      ("run", status?.run.map(run) ?? .null),
    ])
  }

  private static func point(_ point: ReadinessPoint) -> JSONText {
    .object([
      ("point", .string(point.kind.rawValue)), ("status", .string(point.status.rawValue)),
      ("detail", .string(point.detail)), ("fix", .optional(point.fix)),
      ("at", .optional(point.at.flatMap(ISOTime.known))),
    ])
  }

  private static func run(_ run: RescueRun) -> JSONText {
    .object([
      ("id", .string(run.id)), ("beganAt", .string(ISOTime.text(run.beganAt))),
      ("step", .int(run.step.rawValue)), ("mainStopped", .bool(run.isMainStopped)),
      ("rescueStarted", .bool(run.isRescueStarted)), ("verified", .bool(run.isVerified)),
      ("doing", .optional(run.doing?.move.word)),
    ])
  }

  /// Of `rescue --plan --json`: the moves with their steps, and why the plan would be refused.
  public static func plan(_ plan: RescuePlan) -> JSONText {
    .object([
      ("schema", .int(1)), ("id", .string(plan.id)), ("madeAt", .string(ISOTime.text(plan.madeAt))),
      ("refusal", .optional(plan.refusal)),
      (
        "moves",
        .array(
          plan.lines.map {
            .object([
              ("step", .int($0.move.step.rawValue)), ("move", .string($0.move.word)),
              ("text", .string($0.text)),
            ])
          })
      ),
    ])
  }
}
