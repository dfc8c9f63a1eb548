/// The workspace that a gateway uses when its config names none.
/// Source: OpenClaw `src/agents/workspace.ts`, PR 122733, openclaw-facts.md section 1.3.
public enum Workspace {
  /// Without a profile it is `~/.openclaw/workspace` whatever the state directory.
  public static func standard(
    profile: String?, stateDir: String, home: String, rules: VersionRules
  ) -> String {
    guard let profile = ServiceNames(profile: profile).profile else {
      return UserPath.normalize(home + "/.openclaw/workspace")
    }
    return rules.keepsWorkspaceInStateDir
      ? stateDir + "/workspace"
      : UserPath.normalize(home + "/.openclaw/workspace-\(profile)")
  }
}
