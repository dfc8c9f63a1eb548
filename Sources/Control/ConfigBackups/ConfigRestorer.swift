import GatewayModel
import Host
import OpenClaw

/// Puts a copy, or an edit, in the place of a gateway's config.
@ControlActor
struct ConfigRestorer {
  let host: Machine
  let settleSeconds: Double
  let locks: GatewayLocks
  let backups: ConfigBackups
  let monitor: HostMonitor
  let state: LatestState
  let journal: JournalWriter
  let realPath: @Sendable (String) -> String

  private var paths: GatehousePaths { locks.paths }

  /// What a restore would do.
  /// - Parameters:
  ///   - copyID: the copy that is meant; nil for the newest that worked.
  ///   - isUndo: whether the copy is put back as it was, be it broken.
  func plan(
    of id: GatewayID, to copyID: String?, isUndo: Bool = false
  ) -> Result<ConfigRestore, ActionRefusal> {
    guard let definition = state.definition(id) else { return .failure(.gone) }
    let name = definition.name
    let copy = backups.copies(of: id).first { copy in copyID.map { $0 == copy.id } ?? (copy.kind == .lastGood)
    }
    guard let copy else {
      return .failure(
        .file(
          copyID.map { .noBackup(name: name, id: $0) } ?? .noBackupYet(name: name, settle: settleSeconds)))
    }
    state.learn(MaskedSecrets.of(copy.files))
    if !isUndo, let problem = ConfigFiles.problem(of: copy.files) {
      return .failure(.file(.backupBroken(id: copy.id, problem)))
    }
    // Only the config itself, and what lies in the home: nothing else is Gatehouse's to write.
    if let foreign = copy.files.first(where: { !isOurs($0.path, definition) }) {
      return .failure(
        .file(.outsideHome(path: foreign.path, home: paths.home)))
    }
    var current: [ConfigBackup.File] = []
    for file in copy.files {
      switch ConfigFiles(host: host).current(file.path) {
      case .success(let text?): current.append(.init(path: file.path, text: text))
      case .success(nil): continue
      case .failure(let failure):
        return .failure(
          .file(.unreadableToKeep(path: paths.abbreviate(file.path), failure)))
      }
    }
    state.learn(MaskedSecrets.of(current))
    var targets = copy.files
    if !isUndo, let now = current.first(where: { $0.path == definition.configPath }) {
      for index in targets.indices where targets[index].path == now.path {
        targets[index].text = ConfigMeta.keep(in: targets[index].text, of: now.text)
      }
    }
    let difference = ConfigDifference(copy: targets) { path in current.first { $0.path == path }?.text }
    return .success(
      ConfigRestore(copy: copy, difference: difference, targets: targets, current: current))
  }

  private func isOurs(_ path: String, _ definition: Definition) -> Bool {
    let home = realPath(paths.home)
    // A link out of the home leads to what is not the home's.
    return path.isSameBytes(as: definition.configPath)
      || path.begins(with: paths.home + "/") && realPath(path).begins(with: home + "/")
  }

  /// Puts a copy in the place of the config; what is replaced becomes a copy itself.
  /// - Returns: also the name of the copy of what was replaced.
  /// - Parameter announce: gets the id of that copy before anything is replaced; where it returns a failure nothing is replaced.
  func restore(
    _ restore: ConfigRestore, of id: GatewayID, by initiator: Initiator,
    announce: @ControlActor (String) -> FileFailure? = { _ in nil }
  ) async -> (result: ActionResult, replaced: String?) {
    guard let definition = state.definition(id) else { return (.refused(.gone), nil) }
    if restore.difference.isEmpty {
      return (.already("the config of \(definition.name) is as the copy \(restore.copy.id)"), nil)
    }
    let (result, replaced) = await replace(
      restore.targets, expecting: restore.current, of: definition,
      said: "the config of \(definition.name) is as it was in \(restore.copy.id)", announce: announce)
    return (noted(result, .restoreConfig, definition, by: initiator), replaced)
  }

  /// Writes the result to the journal, unless it is a refusal: then nothing was done.
  func noted(
    _ result: ActionResult, _ action: JournalAction, _ definition: Definition, by initiator: Initiator
  ) -> ActionResult {
    if case .refused = result { return result }
    let unwritten = journal.note(action, definition, .init(), result.message, by: initiator)
    return unwritten.map(result.adding) ?? result
  }

  /// Writes the files of a config, if they still are what they were when that was decided.
  /// - Parameters:
  ///   - expecting: the files as they were then; one that was not there is missing here.
  ///   - said: what has become of it, for a person.
  /// - Returns: also the name of the copy of what was replaced; nil where there was nothing.
  func replace(
    _ targets: [ConfigBackup.File], expecting: [ConfigBackup.File], of definition: Definition, said: String,
    announce: @ControlActor (String) -> FileFailure? = { _ in nil }
  ) async -> (ActionResult, String?) {
    let lock: FileLock
    do throws(CancellationError) {
      switch try await locks.patientlyTake(definition.id, name: definition.name, system: host.system) {
      case .success(let taken): lock = taken
      case .failure(let refusal): return (.refused(refusal), nil)
      }
    } catch {
      return (.refused(.busy(.calledOffBeforeWriting)), nil)
    }
    defer { withExtendedLifetime(lock) {} }
    if let refusal = overtaken(targets, expecting: expecting) { return (.refused(.file(refusal)), nil) }
    var replaced: String?
    if !expecting.isEmpty {
      switch backups.keepReplaced(expecting, of: definition) {
      case .success(let kept):
        replaced = kept.id
        if let failure = announce(kept.id) {
          return (.failed(.file(.backupNote(failure))), kept.id)
        }
      case .failure(let failure):
        return (.failed(.file(.backup(failure))), nil)
      }
    }
    if let trouble = writeAll(targets, over: expecting) { return (.failed(.file(trouble)), replaced) }
    monitor.look()
    let kept = replaced.map { "; what was there is the copy \($0)" } ?? ""
    return (.done(said + kept), replaced)
  }

  /// Why files are not what they were when it was decided to replace them, or not ours to write; nil where they are.
  private func overtaken(
    _ targets: [ConfigBackup.File], expecting: [ConfigBackup.File]
  ) -> FileRefusal? {
    for target in targets {
      let before = expecting.first { $0.path == target.path }?.text
      guard case .success(before) = ConfigFiles(host: host).current(target.path) else {
        return .changedMeanwhile(path: paths.abbreviate(target.path))
      }
      // Written anew it would be ours, and its gateway could not read it any more.
      if let status = host.files.status(target.path), status.userID != host.system.userID {
        return .ofAnotherUser(path: paths.abbreviate(target.path))
      }
    }
    return nil
  }

  /// - Returns: what could not be written, with what could not be put back then.
  private func writeAll(
    _ targets: [ConfigBackup.File], over before: [ConfigBackup.File]
  ) -> FileTrouble? {
    var written: [ConfigBackup.File] = []
    for target in targets {
      let old = before.first { $0.path == target.path }
      if old?.text == target.text { continue }
      if let failure = write(target) {
        let left = written.filter { file in
          let old = before.first { $0.path == file.path }
          return (old.map { write($0) } ?? host.files.remove(file.path)) != nil
        }
        return .restore(
          path: paths.abbreviate(target.path), failure, left: left.map { paths.abbreviate($0.path) })
      }
      written.append(target)
    }
    return nil
  }

  private func write(_ file: ConfigBackup.File) -> FileFailure? {
    // Where the path is a symbolic link, the file that it leads to is replaced, not the link.
    let place = host.files.realPath(file.path)
    if place == nil, host.files.link(file.path) != nil {
      return .deadLink
    }
    if place == nil, let failure = host.files.makeDirectory(UserPath.parent(file.path), 0o700) {
      return failure
    }
    let path = place ?? file.path
    return host.files.write(path, file.text, host.files.status(path)?.mode ?? 0o600)
  }
}
