import GatewayModel
import Isolation
import OpenClaw

/// Judges the isolation of the gateways as their files are: anew only when a definition may have changed.
struct Assessor: Sendable {
  let order: RosterOrder
  let paths: GatehousePaths
  let realPath: @Sendable (String) -> String
  private var known: (revision: Int, subjects: [IsolationInput], findings: [Finding])?

  init(order: RosterOrder, paths: GatehousePaths, realPath: @escaping @Sendable (String) -> String) {
    self.order = order
    self.paths = paths
    self.realPath = realPath
  }

  /// Fills in what is wrong.
  mutating func assess(_ inventory: inout HostInventory) {
    if known?.revision != inventory.basis.revision {
      let subjects = IsolationInput.all(inventory.definitions, order: order, paths: paths)
      known = (inventory.basis.revision, subjects, findings(subjects, inventory))
    }
    inventory.subjects = known?.subjects ?? []
    inventory.findings = known?.findings ?? []
  }

  private func findings(_ subjects: [IsolationInput], _ inventory: HostInventory) -> [Finding] {
    let redactor = Redactor(
      inventory.definitions.reduce(into: []) { found, definition in
        found.formUnion(definition.secrets)
        found.formUnion([definition.token, definition.password].compactMap(\.self))
      })
    let directories = inventory.basis.unclaimedDirectories.filter { !isClaimed(realPath($0), inventory) }
    return IsolationChecker(
      listeningPorts: inventory.basis.listeningPorts, ephemeral: inventory.ephemeral,
      unclaimedDirectories: directories.map { LogText.clean(paths.abbreviate($0)) }.sorted(),
      isLingering: inventory.basis.isLingering
    ).check(subjects).map { $0.shown(by: redactor) }
  }

  /// Whether a gateway has something of its own there.
  private func isClaimed(_ directory: String, _ inventory: HostInventory) -> Bool {
    inventory.definitions.contains { definition in
      let claims = definition.claims
      return (claims.stateDirs + claims.configs + claims.workspaces).contains {
        $0.real == directory.bytes || $0.real.text.begins(with: directory + "/")
      }
    }
  }
}
