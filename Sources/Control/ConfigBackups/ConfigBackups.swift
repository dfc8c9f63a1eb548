import GatewayModel
import Host
import OpenClaw
import Records

/// Keeps the config of a gateway that works: when nothing of it has failed for `settleSeconds` (a minute if the config says nothing
/// else), and only if the config has changed since the last copy.
@ControlActor
final class ConfigBackups {
  /// The process and the files for which it was decided whether to keep a copy; where one of them is another, that is decided again.
  private struct Considered: Equatable {
    var process: ProcessIdentity
    var files: [FileStatus?]
  }

  private let host: Machine
  private let paths: GatehousePaths
  private let locks: GatewayLocks
  /// Seconds without a fault after which a config counts as good.
  private let settleSeconds: Double
  private let health: HealthMonitor
  private let state: LatestState
  private let journal: JournalWriter
  /// For which state of process and files a copy was last decided on, by gateway.
  private var considered: [GatewayID: Considered] = [:]
  /// Gateways whose config could not be kept, each said once.
  private var unkept: Set<GatewayID> = []
  /// Copies as they were read last, with the status of their folder.
  private var known: [GatewayID: (folder: FileStatus?, copies: [ConfigBackup])] = [:]

  nonisolated init(
    host: Machine, locks: GatewayLocks, settleSeconds: Double, health: HealthMonitor, state: LatestState,
    journal: JournalWriter
  ) {
    self.host = host
    paths = locks.paths
    self.locks = locks
    self.settleSeconds = settleSeconds
    self.health = health
    self.state = state
    self.journal = journal
  }

  /// The copies of all gateways on disk.
  private var store: ConfigBackupStore { ConfigBackupStore(directory: paths.copies, files: host.files) }

  /// The copies of a gateway's config, the newest first.
  func copies(of id: GatewayID) -> [ConfigBackup] {
    guard let definition = state.definition(id) else { return [] }
    let (stateDir, configPath) = (definition.id.stateDir, definition.id.configPath)
    let folder = host.files.status(store.folder(stateDir: stateDir, configPath: configPath))
    if let known = known[id], known.folder == folder { return known.copies }
    let all = store.all(stateDir: stateDir, configPath: configPath)
    known[id] = (folder, all)
    return all
  }

  /// Keeps what is about to be replaced.
  func keepReplaced(_ files: [ConfigBackup.File], of definition: Definition) -> Result<
    ConfigBackup, FileFailure
  > {
    let now = host.system.now()
    return store.add(
      ConfigBackup(
        id: ConfigBackup.id(at: now), kind: .replaced, takenAt: now, stateDir: definition.id.stateDir,
        configPath: definition.id.configPath, files: files))
  }

  /// Keeps the configs of all gateways that work. Called only in a Gatehouse that supervises (dashboard, `up`).
  func keepGood() {
    guard let inventory = state.inventory else { return }
    let now = host.system.now()
    for definition in inventory.definitions where !definition.isStray {
      guard case .valid = definition.config, definition.configProblems.isEmpty,
        let owner = inventory.owner(of: definition.id).process, let health = health.health(of: definition.id),
        let sound = SoundHealth.seconds(health), sound >= settleSeconds
      else { continue }
      let statuses = ConfigFiles(host: host).paths(definition).map { host.files.status($0) }
      let seen = Considered(process: owner, files: statuses)
      // An edit must have been there as long as the gateway has been sound. A file's own time can be set back.
      let changedAt = statuses.compactMap { $0.map { max($0.modifiedAt, $0.changedAt) } }.max() ?? now
      guard now - changedAt >= settleSeconds, considered[definition.id] != seen else { continue }
      let isProven = changedAt <= host.system.startTime(of: owner, at: now)
      let version = health.version ?? definition.version?.description
      guard keep(definition, isStartProven: isProven, version: version) else { continue }
      considered[definition.id] = seen
    }
  }

  /// - Returns: whether that is done: what could not be written is tried again at the next look.
  private func keep(_ definition: Definition, isStartProven: Bool, version: String?) -> Bool {
    // Two Gatehouses may try to keep the same copy at the same time.
    guard let lock = locks.tryTake(definition.id, name: definition.name, kind: "copy") else { return false }
    defer { withExtendedLifetime(lock) {} }
    guard let files = ConfigFiles(host: host).read(definition) else { return false }
    let newest = copies(of: definition.id).first { $0.kind == .lastGood }
    if var newest, newest.files == files {
      guard isStartProven, !newest.isStartProven else { return true }
      newest.isStartProven = true
      return isKept(store.write(newest), definition)
    }
    let now = host.system.now()
    let copy = ConfigBackup(
      id: ConfigBackup.id(at: now), kind: .lastGood, takenAt: now, stateDir: definition.id.stateDir,
      configPath: definition.id.configPath, version: version, isStartProven: isStartProven, files: files)
    switch store.add(copy) {
    case .success(let kept):
      journal.note(
        .keepConfig, definition, .init(), "the config of \(definition.name) is kept as good (\(kept.id))")
      return isKept(nil, definition)
    case .failure(let failure): return isKept(failure, definition)
    }
  }

  /// Says once what could not be kept.
  private func isKept(_ failure: FileFailure?, _ definition: Definition) -> Bool {
    guard let failure else {
      unkept.remove(definition.id)
      return true
    }
    if unkept.insert(definition.id).inserted {
      state.note(
        "the config of \(definition.name) cannot be kept in \(paths.abbreviate(paths.copies)): \(failure)")
    }
    // What is too large is so until it is changed.
    if case .tooLarge = failure { return true }
    return false
  }
}
