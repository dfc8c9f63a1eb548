import GatewayModel

/// Finds everything wrong with how some gateways are kept apart: a function from gateways to findings.
/// What a rule means and what hides what: design section 4.
public struct IsolationChecker: Sendable {
  /// Ports on which anything listens now: a proposed base avoids them.
  public var listeningPorts: Set<Int>
  /// The ports that the kernel gives to outgoing connections: bases outside of them are proposed first.
  public var ephemeral: ClosedRange<Int>
  /// Whether the user's units live on without a login; nil where that is not known.
  public var isLingering: Bool?
  /// Directories that could be a gateway's and that nobody claims, as they are shown.
  public var unclaimedDirectories: [String]

  /// Made by `Assessor` from a look at the host.
  public init(
    listeningPorts: Set<Int> = [], ephemeral: ClosedRange<Int> = EphemeralPorts.standard,
    unclaimedDirectories: [String] = [], isLingering: Bool? = nil
  ) {
    self.isLingering = isLingering
    self.listeningPorts = listeningPorts
    self.ephemeral = ephemeral
    self.unclaimedDirectories = unclaimedDirectories
  }

  /// All findings, the gravest first.
  public func check(_ subjects: [IsolationInput]) -> [Finding] {
    let planner = Planner(subjects, listeners: listeningPorts, ephemeral: ephemeral)
    var context = RuleContext(subjects, suggestions: BaseSuggestions(planner: planner))
    ConfigInvalid.check(&context)
    ConfigDoubtful.check(&context)
    // Errors between ports first: they hide warnings about ranges.
    PortRules.check(&context)
    CDPPortRules.check(&context)
    RangeRules.check(&context)
    PathRules.check(&context)
    CredentialRules.check(&context)
    ServiceRules.check(&context)
    if isLingering == false { ServiceWithoutLinger.check(&context) }
    OriginRules.check(&context)
    RescueSharesModelProvider.check(&context)
    StateDirUnclaimed.check(unclaimedDirectories, &context)
    return Self.sorted(context.findings)
  }

  /// The gravest first; what is equally grave stays in the order of the rules.
  public static func sorted(_ findings: [Finding]) -> [Finding] {
    Finding.Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }
}
