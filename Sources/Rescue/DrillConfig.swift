import OpenClaw

/// A config for a stand-in, made from a real one: the same shape, other ports, other paths, and no secret of it.
public struct DrillConfig: Sendable {
  /// The base ports: the real one, and the drill's. The ranges behind them may meet: a gateway's own comes first.
  public var bases: [(real: Int, drill: Int)]
  /// The real home, and the drill's.
  public var home: String
  /// Absolute; what lies in the real home has its place here.
  public var drillHome: String
  /// What stands for each secret: one that two gateways share is shared in the drill too.
  public private(set) var fakes: [String: String] = [:]

  /// Made by `DrillHome`: the pair's base ports, main's first, and both homes as absolute paths.
  public init(bases: [(real: Int, drill: Int)], home: String, drillHome: String) {
    self.bases = bases
    self.home = home
    self.drillHome = drillHome
  }

  /// - Parameters:
  ///   - root: the config with its includes merged.
  ///   - own: which of the base ports is its own.
  public mutating func make(_ root: JSON5Node, own: Int) -> JSON5Node {
    bases.swapAt(0, own)
    defer { bases.swapAt(0, own) }
    let port = bases[0].drill
    var node = replaced(root, key: "", isSecret: false)
    let version = root["standIn", "version"] ?? root["meta", "lastTouchedVersion"]
    let gateway = object([
      ("mode", .string("local")), ("bind", .string("loopback")), ("port", .number(Double(port))),
      ("auth", object([("mode", .string("token")), ("token", .string(fake("gateway \(port)")))]).value),
    ])
    // How it listens and who may enter is the drill's own; everything that isolation compares is as it is.
    for member in node.object?.members ?? [] where !Self.kept.contains(member.key) {
      node = without(member.key, node)
    }
    node = setting("gateway", gateway, node)
    var standIn: [(String, JSON5Value)] = [("startSeconds", .number(0.3)), ("stopSeconds", .number(0))]
    if let version = version?.string, Version(version) != nil {
      standIn.append(("version", .string(version)))
    }
    return setting("standIn", object(standIn), node)
  }

  /// A path in the drill's home, whatever it was before.
  public func path(_ path: String) -> String {
    guard path.begins(with: "/") else { return path }
    // Without `..`, with which it could lead out of the drill's home again.
    let path = UserPath.normalize(path)
    if path.isSameBytes(as: home) { return drillHome }
    if let rest = path.rest(behind: home + "/") { return "\(drillHome)/\(rest)" }
    return drillHome + "/outside" + path
  }

  private static func isPath(_ text: String) -> Bool { ["/", "~", "."].contains { text.begins(with: $0) } }

  private func port(_ port: Int) -> Int {
    for (real, drill) in bases where (real...(real + 110)).contains(port) { return drill + port - real }
    return port
  }

  /// What isolation compares; the rest of a config may hold anything.
  private static let kept: Set<String> = ["agents", "browser", "channels", "canvasHost"]

  /// A variable that nothing supplies here is each gateway's own: its value was compared before.
  private mutating func fake(_ secret: String) -> String {
    let secret = secret.holds("${") ? "\(bases[0].real) \(secret)" : secret
    if let known = fakes[secret] { return known }
    let made = "drill-fake-\(fakes.count + 1)"
    fakes[secret] = made
    return made
  }

  private mutating func replaced(_ node: JSON5Node, key: String, isSecret: Bool) -> JSON5Node {
    switch node.value {
    case .string(let text):
      // `tokenFile` says where a secret is kept.
      let isPlace = key.lowercased().ends(with: "file") && Self.isPath(text)
      if isSecret, !isPlace { return JSON5Node(.string(fake(text)), at: node.location) }
      if key == "cdpUrl" { return JSON5Node(.string(address(text)), at: node.location) }
      let isHarmless =
        MaskedConfig.harmless.contains(key.lowercased()) || Self.isPath(text)
      return JSON5Node(.string(isHarmless ? path(text) : fake(text)), at: node.location)
    case .number(let number):
      if isSecret {
        // A number that nobody has: its place among the secrets that were replaced.
        let place = fake(String(number)).parts(at: "-").last.flatMap { Double($0) } ?? 0
        return JSON5Node(.number(90_000_000 + place), at: node.location)
      }
      guard key.lowercased().ends(with: "port") || key == "cdpPortRangeStart",
        let whole = Int(exactly: number)
      else { return node }
      return JSON5Node(.number(Double(port(whole))), at: node.location)
    case .array(let items):
      let made = items.map { replaced($0, key: key, isSecret: isSecret) }
      return JSON5Node(.array(made), at: node.location)
    case .object(let object):
      var made = JSON5Object()
      for var member in object.members {
        let secret = isSecret || SecretValues.isSecretName(member.key)
        member.node = replaced(member.node, key: member.key, isSecret: secret)
        made.set(member)
      }
      return JSON5Node(.object(made), at: node.location)
    case .null, .bool: return node
    }
  }

  /// An address with its port in the drill, and without the rest, which may be secret.
  private func address(_ text: String) -> String {
    guard let url = WebURL(text) else { return "http://127.0.0.1" }
    return "\(url.scheme)://\(url.host):\(port(url.port))"
  }

  private func object(_ members: [(String, JSON5Value)]) -> JSON5Node {
    var object = JSON5Object()
    let place = SourceLocation(file: "", line: 1, column: 1)
    for (key, value) in members {
      object.set(.init(key: key, keyLocation: place, node: JSON5Node(value, at: place)))
    }
    return JSON5Node(.object(object), at: place)
  }

  private func without(_ key: String, _ node: JSON5Node) -> JSON5Node {
    JSON5Node(.object(node.object?.without(key) ?? JSON5Object()), at: node.location)
  }

  private func setting(_ key: String, _ value: JSON5Node, _ node: JSON5Node) -> JSON5Node {
    var object = node.object ?? JSON5Object()
    object.set(.init(key: key, keyLocation: node.location, node: value))
    return JSON5Node(.object(object), at: node.location)
  }
}
