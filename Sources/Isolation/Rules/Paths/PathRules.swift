import GatewayModel

/// Findings about files and directories that two gateways share, and those that lie inside another one's.
enum PathRules {
  static func check(_ context: inout RuleContext) {
    StateDirShared.check(&context)
    ConfigPathShared.check(&context)
    WorkspaceShared.check(&context)
    PathNested.check(&context)
  }
}
