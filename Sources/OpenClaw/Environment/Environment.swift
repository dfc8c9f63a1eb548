/// The variables that tell OpenClaw who it is, and those that make it think a service manager runs it.
public enum Environment {
  /// How the variables begin that tell OpenClaw who it is: its own, and those of its older name.
  public static let prefixes = ["OPENCLAW_", "CLAWDBOT_"]

  /// Variables by which OpenClaw guesses that it is supervised. Source: openclaw-facts.md section 7.4.
  public static let supervisorNames: Set<String> = [
    "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", "XPC_SERVICE_NAME",
  ]

  /// Whether a child must not inherit this variable.
  public static func isIdentity(_ name: String) -> Bool {
    prefixes.contains { name.begins(with: $0) } || supervisorNames.contains(name)
      || name.begins(with: "LAUNCH_JOB_")
  }
}

extension String {
  /// The first place of `needle`. The standard library has `contains` but no `range(of:)` without Foundation.
  func range(of needle: String) -> Range<String.Index>? { ranges(of: needle).first }
}
