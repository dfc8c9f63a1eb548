import GatewayModel
import OpenClaw
import Ports

/// Reads `config.json5` and says of every mistake where it is.
public enum GatehouseConfigReader {
  /// Bytes at which a log is rotated.
  private static let sizes = 1024...1 << 30
  private static let counts = 1...100

  /// - Parameter file: the name that problems carry.
  /// - Throws: the first `GatehouseConfigProblem`.
  public static func parse(_ text: String, file: String) throws(GatehouseConfigProblem) -> GatehouseConfig {
    let root: JSON5Node
    do throws(JSON5Error) {
      root = try JSON5Parser.parse(text, file: file)
    } catch {
      throw GatehouseConfigProblem(.syntax(error.problem), at: error.location)
    }
    var config = GatehouseConfig()
    for member in try members(root, "the config") {
      switch member.key {
      case "openclaw": config.openclaw = try strings(member.node)
      case "gateways": config.declared = try gateways(member.node)
      case "rescue":
        for entry in try members(member.node, "rescue") {
          switch entry.key {
          case "main": config.mainName = try string(entry.node)
          case "rescue": config.rescueName = try string(entry.node)
          case "settleSeconds": config.settleSeconds = try seconds(entry.node)
          default: throw unknown(entry)
          }
        }
      case "probe": config.probe = try probe(member.node)
      case "restart": config.restart = try restart(member.node)
      case "startsAtOnce": config.startsAtOnce = try count(member.node)
      case "stopSeconds": config.stopSeconds = try seconds(member.node)
      case "logs": config.logs = try logs(member.node)
      case "theme":
        config.theme = try string(member.node)
        if !["terminal", "mono"].contains(config.theme) {
          throw GatehouseConfigProblem(.theme, at: member.node.location)
        }
      case "mouse": config.mouse = try flag(member.node)
      default: throw unknown(member)
      }
    }
    return config
  }

  private static func gateways(_ node: JSON5Node) throws(GatehouseConfigProblem) -> [GatehouseConfig.Declared]
  {
    var declared: [GatehouseConfig.Declared] = []
    for member in try members(node, "gateways") {
      guard member.key.nonBlank != nil else {
        throw GatehouseConfigProblem(.nameless, at: member.keyLocation)
      }
      // Two names that read the same would be two gateways.
      guard !member.key.unicodeScalars.contains(where: UnseenCharacters.contains) else {
        throw GatehouseConfigProblem(.unseenName, at: member.keyLocation)
      }
      var gateway = GatehouseConfig.Declared(name: member.key)
      for entry in try members(member.node, "a gateway") {
        switch entry.key {
        case "configPath": gateway.configPath = try string(entry.node)
        case "stateDir": gateway.stateDir = try string(entry.node)
        case "port":
          guard let port = entry.node.integer, GatewayPort.isValid(port) else {
            throw GatehouseConfigProblem(.port, at: entry.node.location)
          }
          gateway.port = port
        case "command": gateway.command = try strings(entry.node)
        case "restart": gateway.restart = try policy(entry.node)
        case "stopSeconds": gateway.stopSeconds = try seconds(entry.node)
        case "environment":
          for variable in try members(entry.node, "environment") {
            gateway.environment[variable.key] = try exactly(variable.node)
          }
        default: throw unknown(entry)
        }
      }
      declared.append(gateway)
    }
    return declared
  }

  private static func probe(_ node: JSON5Node) throws(GatehouseConfigProblem) -> GatehouseConfig.Probe {
    var probe = GatehouseConfig.Probe()
    for entry in try members(node, "probe") {
      switch entry.key {
      case "intervalSeconds": probe.interval = try seconds(entry.node)
      case "timeoutSeconds": probe.timeout = try seconds(entry.node)
      case "failuresToDown": probe.failuresToDown = try count(entry.node)
      case "successesToUp": probe.successesToUp = try count(entry.node)
      default: throw unknown(entry)
      }
    }
    return probe
  }

  private static func restart(_ node: JSON5Node) throws(GatehouseConfigProblem) -> RestartSettings {
    var settings = RestartSettings()
    // The policy alone may stand for the section.
    if node.string != nil {
      settings.policy = try policy(node)
      return settings
    }
    for entry in try members(node, "restart") {
      switch entry.key {
      case "policy": settings.policy = try policy(entry.node)
      case "limit": settings.limit = try count(entry.node)
      case "windowSeconds": settings.window = try seconds(entry.node, most: 86400)
      case "firstDelaySeconds": settings.firstDelay = try seconds(entry.node)
      case "longestDelaySeconds": settings.longestDelay = try seconds(entry.node)
      default: throw unknown(entry)
      }
    }
    return settings
  }

  private static func logs(_ node: JSON5Node) throws(GatehouseConfigProblem) -> GatehouseConfig.Logs {
    var logs = GatehouseConfig.Logs()
    for entry in try members(node, "logs") {
      switch entry.key {
      case "rotateAtBytes":
        guard let bytes = entry.node.integer, sizes.contains(bytes) else {
          throw GatehouseConfigProblem(.bytes(sizes), at: entry.node.location)
        }
        logs.rotateAt = bytes
      case "keep": logs.kept = try count(entry.node)
      default: throw unknown(entry)
      }
    }
    return logs
  }

  // MARK: Kinds of values

  private static func policy(_ node: JSON5Node) throws(GatehouseConfigProblem) -> RestartPolicy {
    guard let policy = node.string.flatMap(RestartPolicy.init) else {
      throw GatehouseConfigProblem(
        .policy, at: node.location)
    }
    return policy
  }

  private static func members(
    _ node: JSON5Node, _ what: String
  ) throws(GatehouseConfigProblem) -> [JSON5Object.Member] {
    guard let object = node.object else {
      throw GatehouseConfigProblem(.noObject(what), at: node.location)
    }
    return object.members
  }

  private static func string(_ node: JSON5Node) throws(GatehouseConfigProblem) -> String {
    guard let text = node.string?.nonBlank else {
      throw GatehouseConfigProblem(.text, at: node.location)
    }
    return text
  }

  /// The text as it is, blanks and all: the value of a variable or an argument may be empty.
  private static func exactly(_ node: JSON5Node) throws(GatehouseConfigProblem) -> String {
    guard let text = node.string else {
      throw GatehouseConfigProblem(.text, at: node.location)
    }
    return text
  }

  private static func strings(_ node: JSON5Node) throws(GatehouseConfigProblem) -> [String] {
    guard let items = node.array, !items.isEmpty else {
      throw GatehouseConfigProblem(.texts, at: node.location)
    }
    var texts: [String] = []
    for item in items { texts.append(try texts.isEmpty ? string(item) : exactly(item)) }
    return texts
  }

  private static func flag(_ node: JSON5Node) throws(GatehouseConfigProblem) -> Bool {
    guard let flag = node.bool else {
      throw GatehouseConfigProblem(.flag, at: node.location)
    }
    return flag
  }

  private static func seconds(
    _ node: JSON5Node, most: Int = 3600
  ) throws(GatehouseConfigProblem) -> Double {
    guard let number = node.number, number >= 0.1, number <= Double(most) else {
      throw GatehouseConfigProblem(.seconds(most: most), at: node.location)
    }
    return number
  }

  private static func count(_ node: JSON5Node) throws(GatehouseConfigProblem) -> Int {
    guard let number = node.integer, counts.contains(number) else {
      throw GatehouseConfigProblem(.count(counts), at: node.location)
    }
    return number
  }

  private static func unknown(_ member: JSON5Object.Member) -> GatehouseConfigProblem {
    GatehouseConfigProblem(.unknownKey, at: member.keyLocation)
  }
}
