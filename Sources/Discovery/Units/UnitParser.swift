import GatewayModel
import OpenClaw

/// Reads unit files as systemd does, as far as a gateway's identity needs it: continuations, quotes, specifiers, drop-ins.
/// Source: systemd.syntax(7), systemd.exec(5), systemd.unit(5).
public struct UnitParser: Sendable {
  /// What `%h` stands for.
  public var home: String
  /// Reads an `EnvironmentFile=`, and scripts that ExecStart names.
  public var read: @Sendable (String) -> String?
  /// Whether a path is there.
  public var exists: @Sendable (String) -> Bool
  /// The names in a directory, for patterns in `EnvironmentFile=`.
  public var list: @Sendable (String) -> [String]
  /// The home of a user of this machine; nil for one that is not known.
  public var homeOfUser: @Sendable (String) -> String? = { _ in nil }

  /// So many words of ExecStart are looked into as scripts.
  private static let scriptLimit = 5
  /// Bytes of words of one unit, with its drop-ins: more than the kernel hands on.
  private static let sizeLimit = 4 << 20

  /// Made by `UnitReader` for one unit; without `exists` and `list` no file is there besides what `read` gives.
  public init(
    home: String, read: @escaping @Sendable (String) -> String?,
    exists: @escaping @Sendable (String) -> Bool = { _ in false },
    list: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.home = home
    self.read = read
    self.exists = exists
    self.list = list
  }

  /// - Parameters:
  ///   - texts: the unit file, then its drop-ins in order, each with its path.
  ///   - hasTimer: whether a timer starts it: then it is a helper.
  /// - Returns: nil unless the unit starts a gateway: by what it runs, or by OpenClaw's marker in its environment.
  public func parse(
    name: String, path: String, isUserUnit: Bool, texts: [(path: String, text: String)],
    hasTimer: Bool = false
  ) -> UnitFile? {
    // A quick check first: most units of a machine do not mention OpenClaw.
    let namesOpenClaw =
      ServiceNames.profile(ofUnit: name) != nil
      || ([name, path] + texts.map(\.text)).contains { GatewayUnitRule.namesOpenClaw($0) }
      || texts.contains { scriptsNameOpenClaw($0.text, of: name) }
    guard namesOpenClaw else { return nil }
    var draft = UnitDraft(name: name)
    for (path, text) in texts {
      for (key, value) in UnitWords.assignments(text, section: "Service") {
        add(key, value, from: path, to: &draft)
      }
    }
    if isUserUnit { addManagerEnvironment(to: &draft) }
    finish(&draft)
    // A system unit's user is named; without one it is root.
    let standard = isUserUnit ? home : draft.user.map(home(ofUser:)) ?? home
    var own = UserPath.home(environment: draft.environment, fallback: standard, workingDirectory: standard)
    let files = FileRecorder()
    let (read, exists) = (read, exists)
    let place = UserPath.resolve(
      draft.workingDirectory ?? (isUserUnit ? own : "/"), home: own, workingDirectory: own)
    let speaks = speaksOfOpenClaw(draft)
    let reader = StartReader(home: own, directory: place, namesOpenClaw: speaks) { file in
      files.note(file)
      if let text = read(file) { return .text(text) }
      return exists(file) ? .unreadable : .missing
    }
    let start = GatewayUnitRule.doubted(
      reader.command(draft.command, environment: draft.environment), name: name, command: draft.command)
    guard
      GatewayUnitRule.startsGateway(
        name: name, type: draft.type, start: start, command: draft.command, environment: draft.environment,
        hasTimer: hasTimer,
        hasProfile: { exists(StatePaths.ofProfile($0, home: own).stateDir) })
    else { return nil }
    // Not the home from above: what `OPENCLAW_HOME` says is resolved once.
    let userHome = start.user.flatMap { StartCommand.isUnknown($0) ? nil : home(ofUser: $0) } ?? standard
    let environment = LegacyVariables.filled(
      start.environment(from: draft.environment), program: start.program)
    own = UserPath.home(
      environment: environment.filter { !StartCommand.isUnknown($0.value) }, fallback: userHome,
      workingDirectory: userHome)
    var unit = UnitFile(
      name: name, path: path, isUserUnit: isUserUnit,
      profile: UnitFile.profile(
        name: name, arguments: start.arguments, environment: environment, home: own), home: own,
      arguments: draft.command, environment: environment, problems: draft.problems, start: start)
    unit.environmentFiles = draft.files + files.all
    unit.origins = draft.origins
    unit.openVariables = openVariables(draft)
    let directory = start.workingDirectory ?? draft.workingDirectory ?? (isUserUnit ? own : "/")
    unit.workingDirectory = UserPath.resolve(directory, home: own, workingDirectory: own)
    unit.problems += GatewayUnitRule.problems(of: unit, command: draft.command)
    return unit
  }

  /// Whether a script that somebody wrote for the unit speaks of OpenClaw. Programs of the distribution are none.
  private func scriptsNameOpenClaw(_ text: String, of name: String) -> Bool {
    let words = UnitWords(home: home, unit: name)
    let assignments = UnitWords.assignments(text, section: "Service")
    let directory = assignments.last { $0.0 == "WorkingDirectory" }.map { words.expand($0.1) }
    return assignments.lazy.filter { $0.0 == "ExecStart" }
      .flatMap { words.split(Substring($0.1.utf8.drop { "@-:+!|".utf8.contains($0) })) }.prefix(
        Self.scriptLimit
      )
      .contains { word in
        guard word.begins(with: "/") || directory != nil, !word.begins(with: "-"),
          !StartPrograms.isOfSystem(word)
        else { return false }
        let path = UserPath.resolve(word, home: home, workingDirectory: directory ?? home)
        return read(path).map(GatewayUnitRule.namesOpenClaw) == true
      }
  }

  /// Whether what it runs is said to be OpenClaw's: by its name, its marker, its own places, its program or a script that starts it.
  /// What it stands behind, what it is described as, and whatever else of OpenClaw it reads may be another program's.
  private func speaksOfOpenClaw(_ draft: UnitDraft) -> Bool {
    let scripts = draft.command.lazy.filter { $0.begins(with: "/") && !StartPrograms.isOfSystem($0) }
    return ServiceNames.profile(ofUnit: draft.name) != nil || GatewayUnitRule.namesOpenClaw(draft.name)
      || GatewayUnitRule.isMarked(draft.environment) || GatewayUnitRule.isPlaced(draft.environment)
      || draft.workingDirectory?.parts(at: "/").contains { StartPrograms.isOpenClaw(String($0)) }
        == true
      || draft.command.contains { word in
        StartPrograms.isOpenClaw(UserPath.name(word))
          || word.ends(with: "js") && GatewayUnitRule.namesOpenClaw(word)
      }
      || scripts.prefix(Self.scriptLimit).contains { word in
        read(word).map { GatewayWords.startsGateway(inText: $0) } == true
      }
  }

  /// Of a user that is not known here the usual place.
  private func home(ofUser user: String) -> String {
    homeOfUser(user) ?? (user == "root" ? "/root" : "/home/\(user)")
  }

  /// Why variables that say which gateway it is are not known; nil where they are. `Environment=` and files win over what is passed
  /// (systemd.exec(5)).
  private func openVariables(_ draft: UnitDraft) -> String? {
    if let reason = draft.cut ?? draft.openFile { return reason }
    let passed = draft.passed.filter { Environment.isIdentity($0) && draft.environment[$0] == nil }.min()
    return passed.map { "\($0) comes from whoever runs the manager" }
  }

  func words(_ draft: UnitDraft) -> UnitWords { UnitWords(home: home, unit: draft.name) }

  /// The words of a value, as far as they are read.
  private func split(_ value: Substring, _ draft: inout UnitDraft) -> [String] {
    guard draft.size <= Self.sizeLimit else {
      draft.cut = "it says more than is read"
      return [String(StartCommand.unknown)]
    }
    let list = words(draft).list(value)
    draft.size += list.size
    if list.isFull { draft.cut = "it says more than is read" }
    return list.words
  }

  private func add(_ key: String, _ value: String, from path: String, to draft: inout UnitDraft) {
    switch key {
    case "Type": draft.type = value.nonBlank ?? "simple"
    case "ExecStart":
      let prefix = Substring(value.utf8.prefix { "@-:+!|".utf8.contains($0) })
      draft.expandsVariables = !prefix.contains(":")
      draft.command = value.isEmpty ? [] : split(value.withoutBytes(prefix.utf8.count), &draft)
      // Behind `@` the second word is only what the process calls itself.
      if prefix.contains("@"), draft.command.count > 1 { draft.command.remove(at: 1) }
      let problem = "a quote in ExecStart has no end"
      if UnitWords.hasOpenQuote(value), !draft.problems.contains(problem) { draft.problems.append(problem) }
    case "Environment":
      if value.isEmpty { draft.environment = [:] }
      for word in split(value[...], &draft) {
        guard let equals = word.place(of: "=") else { continue }
        let name = String(word[..<equals])
        draft.environment[name] = String(word.rest(behind: equals))
        draft.origins[name] = path
      }
    case "UnsetEnvironment":
      if value.isEmpty { draft.unset = [] } else { draft.unset += split(value[...], &draft) }
    case "PassEnvironment":
      if value.isEmpty { draft.passed = [] } else { draft.passed.formUnion(split(value[...], &draft)) }
    case "User": draft.user = value.nonBlank.map { words(draft).expand($0) }
    case "WorkingDirectory":
      draft.workingDirectory = value.nonBlank.map {
        words(draft).expand($0.begins(with: "-") ? String($0.dropFirst()) : $0)
      }
    case "EnvironmentFile": add(environmentFile: value, to: &draft)
    default: return
    }
  }

  private func finish(_ draft: inout UnitDraft) {
    // What files say wins over `Environment=`, wherever it stands (systemd.exec(5)); what is unset is gone from both.
    draft.environment.merge(draft.fromFiles) { _, file in file }
    for entry in draft.unset {
      let parts = entry.parts(at: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 1 || draft.environment[name] == String(parts[1]) { draft.environment[name] = nil }
    }
    if draft.expandsVariables {
      let open = openVariables(draft) != nil
      let passed = draft.passed
      let substitution = UnitSubstitution(environment: draft.environment) { name in
        open || passed.contains(name) ? String(StartCommand.unknown) : ""
      }
      draft.command = substitution.words(draft.command)
    }
    if let cut = draft.cut { draft.problems.append("\(cut), so what it sets is not known") }
    if let profile = draft.environment["OPENCLAW_PROFILE"]?.nonBlank, !ProfileName.isValid(profile) {
      draft.problems.append("OPENCLAW_PROFILE is no valid profile name")
    }
    if draft.command.isEmpty { draft.problems.append("no ExecStart") }
  }
}
