import GatewayModel

/// Findings about files and directories that two gateways share, and those that lie inside another one's.
enum PathRules {
  static func check(_ context: inout RuleContext) {
    let states = SharedPlace.groups(context) { $0.claims.stateDirs }
    StateDirShared.check(states, &context)
    ConfigPathShared.check(&context)
    WorkspaceShared.check(besides: states, &context)
    PathNested.check(&context)
  }
}
