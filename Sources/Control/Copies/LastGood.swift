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
      let paths = ConfigFiles(host: host).paths(definition)
      let statuses = paths.map { host.files.status($0) }
      let changedAt = statuses.compactMap { $0?.modifiedAt }.max() ?? now
      // An edit must have been there as long as the gateway has been sound.
      guard now - changedAt >= config.settleSeconds, looked[definition.id] != statuses else { continue }
      looked[definition.id] = statuses
      let isProven = changedAt <= host.system.startTime(of: owner, at: now)
      keep(definition, isStartProven: isProven, version: health.version ?? definition.version?.description)
    }
  }

  private func keep(_ definition: Definition, isStartProven: Bool, version: String?) {
    // Two Gatehouses may think of it in the same moment.
    guard let lock = try? locks.take(definition.id, name: definition.name, kind: "copy").get() else {
      looked[definition.id] = nil
      return
    }
    defer { withExtendedLifetime(lock) {} }
    guard let files = ConfigFiles(host: host).read(definition) else { return }
    let newest = copies.all(stateDir: definition.stateDir, configPath: definition.configPath)
      .first { $0.kind == .lastGood }
    if var newest, newest.files == files {
      if isStartProven, !newest.isStartProven {
        newest.isStartProven = true
        sayLost(copies.write(newest), definition)
      }
      return
    }
    let now = host.system.now()
    let copy = ConfigCopy(
      id: ConfigCopy.id(at: now), kind: .lastGood, takenAt: now, stateDir: definition.stateDir,
      configPath: definition.configPath, version: version, isStartProven: isStartProven, files: files)
    switch copies.add(copy) {
    case .success(let kept):
      noteSeen(
        "keep-config", definition, .init(), "the config of \(definition.name) is kept as good (\(kept.id))")
    case .failure(let failure): sayLost(failure, definition)
    }
  }

  private func sayLost(_ failure: FileFailure?, _ definition: Definition) {
    guard let failure else { return }
    note("the config of \(definition.name) cannot be kept in \(paths.abbreviate(paths.copies)): \(failure)")
  }
}
