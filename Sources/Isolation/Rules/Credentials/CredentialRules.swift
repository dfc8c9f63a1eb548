import GatewayModel
import OpenClaw

/// Secrets that two gateways have in common. They are compared in memory; no text says any of them.
enum CredentialRules {
  static func check(_ context: inout RuleContext) {
    struct Key: Hashable { var channel: String, secret: ByteText }
    var groups: [Key: [CredentialUser]] = [:]
    for (index, subject) in context.subjects.enumerated() {
      for credential in subject.claims.credentials + [subject.claims.gatewayToken].compactMap(\.self) {
        groups[Key(channel: credential.channel, secret: credential.secret.bytes), default: []]
          .append((index, credential))
      }
    }
    let found = groups.values.filter { Set($0.map(\.index)).count > 1 && !comesFromOneFile($0, context) }
    // An equal identity (name, number) gets no finding of its own where the secret is shared too.
    let shared = found.filter { users in
      !isIdentity(users)
        || !found.contains { other in
          !isIdentity(other) && other[0].credential.channel == users[0].credential.channel
            && Set(users.map(\.index)).isSubset(of: other.map(\.index))
        }
    }
    // By who is concerned and where, never by the secret: its order would say something of it.
    let sorted = shared.map { $0.sorted { place($0, context) < place($1, context) } }
      .sorted { place($0[0], context) < place($1[0], context) }
    for users in sorted {
      if users[0].credential.channel.isEmpty {
        GatewayTokenShared.report(users, &context)
      } else {
        TokenShared.report(users, &context)
      }
    }
  }

  private static func isIdentity(_ users: [CredentialUser]) -> Bool {
    users.allSatisfy(\.credential.isIdentity)
  }

  private static func place(_ user: CredentialUser, _ context: RuleContext) -> (Int, String) {
    (context.subjects[user.index].order, user.credential.place)
  }

  /// The `.env` of a state directory, or a whole config, that is shared: said there. A link to another's `.env` is not.
  private static func comesFromOneFile(_ users: [CredentialUser], _ context: RuleContext) -> Bool {
    let configs = users.map { context.subjects[$0.index].claims.configs.first?.real }
    if Set(configs).count == 1, Set(users.map(\.credential.place)).count == 1 { return true }
    guard let first = users.first, let file = first.credential.sharedFile else { return false }
    let stateDirs = Set(context.subjects[first.index].claims.stateDirs.map(\.real))
    return users.allSatisfy { user in
      user.credential.sharedFile == file
        && context.subjects[user.index].claims.stateDirs.contains { stateDirs.contains($0.real) }
    }
  }
}
