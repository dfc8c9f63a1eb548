/// What all findings together mean.
public enum Verdict: String, Sendable, CaseIterable {
  case isolated
  case atRisk = "at-risk"
  case broken

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
