import GatewayModel
import Isolation
import OpenClaw

/// Judges the isolation of the gateways as their files are: anew only when a definition may have changed.
struct Assessor: Sendable {
  let order: RosterOrder
  let paths: GatehousePaths
  let realPath: @Sendable (String) -> String
  private var known: (revision: Int, subjects: [Subject], findings: [Finding])?

  init(order: RosterOrder, paths: GatehousePaths, realPath: @escaping @Sendable (String) -> String) {
    self.order = order
    self.paths = paths
    self.realPath = realPath
  }

  /// Fills in what is wrong.
  mutating func assess(_ survey: inout Survey) {
    if known?.revision != survey.basis.revision {
      let subjects = Subject.all(survey.definitions, order: order, paths: paths)
      known = (survey.basis.revision, subjects, findings(subjects, survey))
    }
    survey.subjects = known?.subjects ?? []
    survey.findings = known?.findings ?? []
  }

  private func findings(_ subjects: [Subject], _ survey: Survey) -> [Finding] {
    let redactor = Redactor(
      survey.definitions.reduce(into: []) { found, definition in
        found.formUnion(definition.secrets)
        found.formUnion([definition.token, definition.password].compactMap(\.self))
      })
    let directories = survey.basis.unclaimedDirectories.filter { !isClaimed(realPath($0), survey) }
    return IsolationChecker(
      listeningPorts: survey.basis.listeningPorts, ephemeral: survey.ephemeral,
      unclaimedDirectories: directories.map { LogText.clean(paths.abbreviate($0)) }.sorted(),
      isLingering: survey.basis.isLingering
    ).check(subjects).map { $0.shown(by: redactor) }
  }

  /// Whether a gateway has something of its own there.
  private func isClaimed(_ directory: String, _ survey: Survey) -> Bool {
    survey.definitions.contains { definition in
      let claims = definition.claims
      return (claims.stateDirs + claims.configs + claims.workspaces).contains {
        $0.real == directory.bytes || $0.real.text.hasBytePrefix(directory + "/")
      }
    }
  }
}
