import GatewayModel

/// What forbids the switch: the rescue bot would break, or break main.
public enum RescueBlockers {
  /// Errors between the two, and a rescue whose own config cannot work.
  public static func of(main: Gateway, rescue: Gateway, findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      guard finding.severity == .error, finding.concerns(rescue.id) else { return false }
      return finding.concerns(main.id) || finding.code == .configInvalid
    }
  }
}
