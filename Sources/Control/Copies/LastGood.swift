import Fleet
import Host
import OpenClaw

/// Keeps the config of a gateway that works: when nothing of it has failed for a minute, and only if it changed.
extension Controller {
  /// The copies of all gateways.
  public nonisolated var copies: ConfigCopies { ConfigCopies(directory: paths.copies, files: host.files) }

  /// One look at what works. Whoever supervises keeps copies; one that only looks keeps none.
  func keepLastGood() {
    guard supervisorKind != nil, let survey else { return }
    let now = host.system.now()
    for definition in survey.definitions where !definition.isStray {
      guard case .valid = definition.config, definition.configProblems.isEmpty,
        let owner = live.owners[definition.id]?.process, let health = trackers[definition.id]?.health,
        let since = SoundHealth.since(health), now - since >= config.settleSeconds
      else { continue }
      let statuses = ConfigFiles(host: host).paths(definition).map { host.files.status($0) }
      let sight = KeptSight(process: owner, files: statuses)
      // An edit must have been there as long as the gateway has been sound. A file's own time can be set back.
      let changedAt = statuses.compactMap { $0.map { max($0.modifiedAt, $0.changedAt) } }.max() ?? now
      guard now - changedAt >= config.settleSeconds, looked[definition.id] != sight else { continue }
      let isProven = changedAt <= host.system.startTime(of: owner, at: now)
      let version = health.version ?? definition.version?.description
      guard keep(definition, isStartProven: isProven, version: version) else { continue }
      looked[definition.id] = sight
    }
  }

  /// - Returns: whether that is done: what could not be written is tried again at the next look.
  private func keep(_ definition: Definition, isStartProven: Bool, version: String?) -> Bool {
    // Two Gatehouses may think of it in the same moment.
    guard let lock = try? locks.take(definition.id, name: definition.name, kind: "copy").get() else {
      return false
    }
    defer { withExtendedLifetime(lock) {} }
    guard let files = ConfigFiles(host: host).read(definition) else { return false }
    let newest = configCopies(of: definition.id).first { $0.kind == .lastGood }
    if var newest, newest.files == files {
      guard isStartProven, !newest.isStartProven else { return true }
      newest.isStartProven = true
      return isKept(copies.write(newest), definition)
    }
    let now = host.system.now()
    let copy = ConfigCopy(
      id: ConfigCopy.id(at: now), kind: .lastGood, takenAt: now, stateDir: definition.id.stateDir,
      configPath: definition.id.configPath, version: version, isStartProven: isStartProven, files: files)
    switch copies.add(copy) {
    case .success(let kept):
      noteSeen(
        "keep-config", definition, .init(), "the config of \(definition.name) is kept as good (\(kept.id))")
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
      note("the config of \(definition.name) cannot be kept in \(paths.abbreviate(paths.copies)): \(failure)")
    }
    return false
  }
}

/// What a config was when a copy of it was thought of: another file, or another start, is thought of again.
struct KeptSight: Equatable {
  var process: ProcessIdentity
  var files: [FileStatus?]
}
