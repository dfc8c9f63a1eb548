/// What all findings together mean.
public enum Verdict: String, Sendable, CaseIterable {
  /// No finding is graver than an info.
  case isolated
  /// There is a warning, and no error.
  case atRisk = "at-risk"
  /// There is an error.
  case broken

  /// The gravest finding decides; without any it is `isolated`.
  public init(_ findings: some Sequence<Finding>) {
    var worst = Finding.Severity.info
    for finding in findings { worst = min(worst, finding.severity) }
    switch worst {
    case .error: self = .broken
    case .warning: self = .atRisk
    case .info: self = .isolated
    }
  }
}
