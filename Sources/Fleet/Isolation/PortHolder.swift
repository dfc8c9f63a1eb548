import Host
import OpenClaw

/// Whose a listener is, seen from one gateway.
public enum PortHolder: Sendable, Equatable {
  /// The gateway itself, or a browser of its own.
  case own
  /// Another known gateway, or its browser.
  case gateway(String)
  /// A program that is no known gateway's.
  case stranger
  /// The holder may not be seen.
  case unknown
}

/// Finds whose the listeners are: by process tree, by control group, by the directory where a Chrome keeps its data.
struct PortHolders {
  private let survey: Survey
  private let owners: [GatewayID: Ownership]
  private let realPath: (String) -> String
  private let userID: UInt32
  private var byPID: [Int32: Int] = [:]
  private var byUnit: [String: Int] = [:]
  private var byStateDir: [String: Int] = [:]
  private let byPort: [Int: [PortListener]]

  init(
    _ survey: Survey, owners: [GatewayID: Ownership], userID: UInt32, realPath: @escaping (String) -> String
  ) {
    self.survey = survey
    self.owners = owners
    self.userID = userID
    self.realPath = realPath
    byPort = Dictionary(grouping: survey.listeners, by: \.port)
    for (place, definition) in survey.definitions.enumerated() {
      if let pid = owners[definition.id]?.process?.pid { byPID[pid] = place }
      if let unit = definition.unit { byUnit[unit.name] = place }
      byStateDir[definition.id.stateDir] = place
    }
  }

  func listeners(on port: Int) -> [PortListener] { byPort[port] ?? [] }

  /// Whose the listener is, as `definition` sees it.
  func holder(of listener: PortListener, for definition: Definition) -> PortHolder {
    guard let pid = listener.pid else {
      // What runs as the gateway's own user could be the gateway; another user's program could not, unless its unit is one's.
      let runsAsOther = definition.unit?.isUserUnit == false
      return listener.userID == userID || runsAsOther ? .unknown : .stranger
    }
    if let owner = owners[definition.id]?.process, survey.index.isRelated(pid, owner.pid) { return .own }
    if let unit = definition.unit, ControlGroup.isOf(unit.name, listener.controlGroup) { return .own }
    if let directory = listener.userDataDir, isOwnChrome(directory, of: definition) { return .own }
    guard let place = gateway(of: listener, pid: pid) else { return .stranger }
    let other = survey.definitions[place]
    return other.id == definition.id ? .own : .gateway(other.name)
  }

  private func isOwnChrome(_ directory: String, of definition: Definition) -> Bool {
    let real = realPath(directory)
    if real.hasPrefix(definition.id.stateDir + "/") { return true }
    return definition.config.value?.browser.profiles.contains { profile in
      profile.userDataDir?.nonBlank.map {
        realPath(UserPath.resolve($0, home: definition.home, workingDirectory: definition.home)) == real
      } ?? false
    } ?? false
  }

  private func gateway(of listener: PortListener, pid: Int32) -> Int? {
    var current = pid
    for _ in 0..<64 {
      if let place = byPID[current] { return place }
      guard let parent = survey.index[current]?.parent, parent > 1 else { break }
      current = parent
    }
    if let group = listener.controlGroup {
      for part in group.split(separator: "/") {
        if let place = byUnit[String(part)] { return place }
      }
    }
    guard let directory = listener.userDataDir else { return nil }
    var path = realPath(directory)
    while path != "/" {
      if let place = byStateDir[path] { return place }
      path = UserPath.parent(path)
    }
    return nil
  }
}
