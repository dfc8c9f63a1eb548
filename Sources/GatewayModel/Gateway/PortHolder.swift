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
public struct PortHolders {
  private let inventory: HostInventory
  private let owners: [GatewayID: Ownership]
  private let realPath: (String) -> String
  private let userID: UInt32
  private var byPID: [Int32: Int] = [:]
  private var units: [(unit: UnitFile, place: Int)] = []
  private var byStateDir: [ByteText: Int] = [:]
  private let byPort: [Int: [PortListener]]

  /// Of one look and the owners that were proven in it.
  /// - Parameter realPath: resolves links.
  public init(
    _ inventory: HostInventory, owners: [GatewayID: Ownership], userID: UInt32,
    realPath: @escaping (String) -> String
  ) {
    self.inventory = inventory
    self.owners = owners
    self.userID = userID
    self.realPath = realPath
    byPort = Dictionary(grouping: inventory.listeners, by: \.port)
    for (place, definition) in inventory.definitions.enumerated() {
      if let pid = owners[definition.id]?.process?.pid { byPID[pid] = place }
      if let unit = definition.unit { units.append((unit, place)) }
      byStateDir[definition.id.stateDir.bytes] = place
    }
  }

  /// The listeners on one port, one for each address; empty where nothing listens.
  public func listeners(on port: Int) -> [PortListener] { byPort[port] ?? [] }

  /// Whose the listener is, as `definition` sees it.
  public func holder(of listener: PortListener, for definition: Definition) -> PortHolder {
    if definition.kind == .container { return holder(of: listener, forContainer: definition) }
    guard let pid = listener.pid else {
      // What runs as the gateway's own user could be the gateway; another user's program could not, unless its unit is one's.
      let runsAsOther = definition.unit?.isUserUnit == false
      return listener.userID == userID || runsAsOther ? .unknown : .stranger
    }
    if let directory = listener.userDataDir, isNamedChrome(directory, of: definition) { return .own }
    // The nearest gateway first: one that another one's agent has started is not that one's.
    if let place = gateway(of: listener, pid: pid) {
      let other = inventory.definitions[place]
      return other.id == definition.id ? .own : .gateway(other.name)
    }
    if let owner = owners[definition.id]?.process, inventory.index.isRelated(pid, owner.pid) { return .own }
    return .stranger
  }

  /// Programs that hold a container's published port on this machine. Sources: docker-proxy of moby, RootlessKit, podman-run(1).
  private static let forwarders = [
    "docker-proxy", "rootlesskit", "rootlessport", "conmon", "pasta", "passt", "slirp4netns", "com.docker",
    "containerd", "dockerd", "podman", "nerdctl",
  ]

  /// An engine's forwarder, or what runs in a container with this machine's network. Of another user it may not be seen which.
  private func holder(of listener: PortListener, forContainer definition: Definition) -> PortHolder {
    guard let command = listener.command, let pid = listener.pid else { return .unknown }
    if Self.forwarders.contains(where: command.hasPrefix)
      || ControlGroup.container(listener.controlGroup) != nil
    {
      return .own
    }
    return gateway(of: listener, pid: pid).map { place in
      let other = inventory.definitions[place]
      return other.id == definition.id ? .own : .gateway(other.name)
    } ?? .stranger
  }

  /// Whether the config gives a browser this directory.
  private func isNamedChrome(_ directory: String, of definition: Definition) -> Bool {
    let real = realPath(UserPath.normalize(directory))
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
      guard let parent = inventory.index[current]?.parent, parent > 1 else { break }
      current = parent
    }
    if let unit = units.first(where: { ControlGroup.isOf($0.unit, listener.controlGroup, userID: userID) }) {
      return unit.place
    }
    guard let directory = listener.userDataDir else { return nil }
    var path = realPath(UserPath.normalize(directory))
    while path != "/" {
      if let place = byStateDir[path.bytes] { return place }
      path = UserPath.parent(path)
    }
    return nil
  }
}
