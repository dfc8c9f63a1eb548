import Fleet
import Host
import OpenClaw

/// What a restore would do: shown before it is done, and void when the files have changed since.
public struct ConfigRestore: Sendable {
  public var copy: ConfigCopy
  public var difference: ConfigDifference
  /// The files as they are to be written: the config with the `meta` block that it has now.
  public var targets: [ConfigCopy.File]
  /// The files that are replaced, as they were when this was made.
  public var current: [ConfigCopy.File]
}

extension Controller {
  /// The copies of a gateway's config, the newest first.
  public func configCopies(of id: GatewayID) -> [ConfigCopy] {
    guard let definition = survey?.definition(id) else { return [] }
    let folder = host.files.status(
      copies.folder(stateDir: definition.id.stateDir, configPath: definition.id.configPath))
    if let known = readCopies[id], known.folder == folder { return known.copies }
    let all = copies.all(stateDir: definition.id.stateDir, configPath: definition.id.configPath)
    readCopies[id] = (folder, all)
    return all
  }

  /// What a restore would do.
  /// - Parameters:
  ///   - copyID: the copy that is meant; nil for the newest that worked.
  ///   - isUndo: whether the copy is put back as it was, be it broken.
  public func planRestore(
    of id: GatewayID, to copyID: String?, isUndo: Bool = false
  ) -> Result<ConfigRestore, ActionRefusal> {
    guard let definition = survey?.definition(id) else {
      return .failure(ActionRefusal("this gateway is gone"))
    }
    let name = definition.name
    let copy = configCopies(of: id).first { copy in copyID.map { $0 == copy.id } ?? (copy.kind == .lastGood) }
    guard let copy else {
      return .failure(
        ActionRefusal(
          copyID.map { "\(name) has no copy \($0); `gatehouse config copies \(name)` lists them" }
            ?? "there is no copy of the config of \(name) yet: one is taken when it has worked for \(Int(config.settleSeconds)) s while a dashboard or `gatehouse up` watches"
        ))
    }
    learn(MaskedSecrets.of(copy.files))
    if !isUndo, let problem = ConfigFiles.problem(of: copy.files) {
      return .failure(ActionRefusal("the copy \(copy.id) is no config any more: \(problem)"))
    }
    // Only the config itself, and what lies in the home: nothing else is Gatehouse's to write.
    if let foreign = copy.files.first(where: { !isOurs($0.path, definition) }) {
      return .failure(
        ActionRefusal("\(foreign.path) lies outside \(paths.home) and is not written by Gatehouse"))
    }
    var current: [ConfigCopy.File] = []
    for file in copy.files {
      switch ConfigFiles(host: host).current(file.path) {
      case .success(let text?): current.append(.init(path: file.path, text: text))
      case .success(nil): continue
      case .failure(let failure):
        return .failure(
          ActionRefusal(
            "\(paths.abbreviate(file.path)) cannot be read (\(failure)), so it could not be kept: nothing replaces it"
          ))
      }
    }
    learn(MaskedSecrets.of(current))
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
    let home = surveyor.realPath(paths.home)
    // A link out of the home leads to what is not the home's.
    return path.isSameBytes(as: definition.configPath)
      || path.hasBytePrefix(paths.home + "/") && surveyor.realPath(path).hasBytePrefix(home + "/")
  }

  /// Puts a copy in the place of the config; what is replaced becomes a copy itself.
  /// - Returns: also the name of the copy of what was replaced.
  /// - Parameter announce: hears the name of that copy before anything is replaced; what it returns forbids that.
  public func restore(
    _ restore: ConfigRestore, of id: GatewayID, by initiator: Initiator,
    announce: (String) -> FileFailure? = { _ in nil }
  ) async -> (result: ActionResult, replaced: String?) {
    guard let definition = survey?.definition(id) else {
      return (.refused("this gateway is gone"), nil)
    }
    if restore.difference.isEmpty {
      return (.already("the config of \(definition.name) is as the copy \(restore.copy.id)"), nil)
    }
    let (result, replaced) = await replace(
      restore.targets, expecting: restore.current, of: definition,
      said: "the config of \(definition.name) is as it was in \(restore.copy.id)", announce: announce)
    switch result {
    case .refused: break
    default: noteSeen("restore-config", definition, .init(), result.message, by: initiator)
    }
    return (result, replaced)
  }

  /// Writes the files of a config, if they still are what they were when that was decided.
  /// - Parameters:
  ///   - expecting: the files as they were then; one that was not there is missing here.
  ///   - said: what has become of it, for a person.
  /// - Returns: also the name of the copy of what was replaced; nil where there was nothing.
  func replace(
    _ targets: [ConfigCopy.File], expecting: [ConfigCopy.File], of definition: Definition, said: String,
    announce: (String) -> FileFailure? = { _ in nil }
  ) async -> (ActionResult, String?) {
    let lock: FileLock
    switch await patientLock(definition) {
    case .success(let taken): lock = taken
    case .failure(let refusal): return (.refused(refusal.message), nil)
    }
    defer { withExtendedLifetime(lock) {} }
    let files = ConfigFiles(host: host)
    for target in targets {
      let before = expecting.first { $0.path == target.path }?.text
      guard case .success(before) = files.current(target.path) else {
        return (
          .refused("\(paths.abbreviate(target.path)) has changed meanwhile: look at it again"), nil
        )
      }
      // Written anew it would be ours, and its gateway could not read it any more.
      if let status = host.files.status(target.path), status.userID != host.system.userID {
        return (.refused("\(paths.abbreviate(target.path)) belongs to another user"), nil)
      }
    }
    var replaced: String?
    if !expecting.isEmpty {
      let now = host.system.now()
      let copy = ConfigCopy(
        id: ConfigCopy.id(at: now), kind: .replaced, takenAt: now, stateDir: definition.id.stateDir,
        configPath: definition.id.configPath, files: expecting)
      switch copies.add(copy) {
      case .success(let kept):
        replaced = kept.id
        if let failure = announce(kept.id) {
          return (
            .failed("what is to be replaced cannot be written down (\(failure)), so nothing was"), kept.id
          )
        }
      case .failure(let failure):
        return (.failed("what is there cannot be kept (\(failure)), so nothing was replaced"), nil)
      }
    }
    if let failure = writeAll(targets, over: expecting) { return (.failed(failure), replaced) }
    look()
    let kept = replaced.map { "; what was there is the copy \($0)" } ?? ""
    return (.done(said + kept), replaced)
  }

  /// - Returns: what could not be written; then all is as it was.
  private func writeAll(_ targets: [ConfigCopy.File], over before: [ConfigCopy.File]) -> String? {
    var written: [ConfigCopy.File] = []
    for target in targets {
      let old = before.first { $0.path == target.path }
      if old?.text == target.text { continue }
      if let failure = write(target) {
        for file in written {
          let old = before.first { $0.path == file.path }
          _ = old.map { write($0) } ?? host.files.remove(file.path)
        }
        return "\(paths.abbreviate(target.path)) cannot be written: \(failure); everything is as it was"
      }
      written.append(target)
    }
    return nil
  }

  private func write(_ file: ConfigCopy.File) -> FileFailure? {
    // A link stays a link: what it leads to is replaced.
    let place = host.files.realPath(file.path)
    if place == nil, host.files.link(file.path) != nil {
      return FileFailure(.other, "it is a link that leads nowhere")
    }
    if place == nil, let failure = host.files.makeDirectory(UserPath.parent(file.path), 0o700) {
      return failure
    }
    let path = place ?? file.path
    return host.files.write(path, file.text, host.files.status(path)?.mode ?? 0o600)
  }

  /// The gateway's lock; a policy that is just trying to start it, and a look, hold it for a moment.
  func patientLock(_ definition: Definition) async -> Result<FileLock, ActionRefusal> {
    var taken = locks.take(definition.id, name: definition.name)
    for _ in 0..<250 {
      if case .success = taken { return taken }
      await Pause.of(0.02)
      taken = locks.take(definition.id, name: definition.name)
    }
    return taken
  }

  /// Secrets that only a copy or a broken file still knows.
  func learn(_ secrets: Set<String>) {
    if secrets.isSubset(of: knownSecrets) { return }
    knownSecrets.formUnion(secrets)
    live.redactor = Redactor(knownSecrets)
  }
}

/// The secrets of files that may be no config any more.
enum MaskedSecrets {
  static func of(_ files: [ConfigCopy.File]) -> Set<String> {
    files.reduce(into: []) { found, file in
      if let root = try? JSON5Parser.parse(file.text, file: file.path) {
        found.formUnion(SecretValues.inConfig(root))
      } else {
        found.formUnion(MaskedConfig(file.text).secrets)
      }
    }
  }
}
