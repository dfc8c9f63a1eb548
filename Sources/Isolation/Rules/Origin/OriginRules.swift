import GatewayModel

/// Findings about where a gateway's port and name come from, and what hangs on that.
enum OriginRules {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects {
      PortNotPersisted.check(subject, &context)
      PortDependsOnVersion.check(subject, &context)
    }
    InstanceWithoutProfile.check(&context)
    NoServiceInstalled.check(&context)
  }
}
