import GatewayModel
import OpenClaw

/// What a config would mean if it were there: whether it parses, and what would collide.
public struct ConfigTrial: Sendable {
  /// Nil where it can be read.
  public var problem: ConfigProblem?
  /// Errors of isolation that are not there now.
  public var newErrors: [Finding]
}
