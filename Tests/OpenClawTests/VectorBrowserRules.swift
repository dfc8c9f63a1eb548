import Foundation
import OpenClaw
import Ports

extension VectorRules {
  static let browserRules: [String: Rule] = [
    "resolveBrowserConfig + resolveProfile of each": { vector in
      let settings = BrowserSettings(
        vector.json("browser").flatMap { try? JSON5Parser.parse($0, file: "browser") })
      let configured = number(
        ((vector["config"] as? [String: Any])?["gateway"] as? [String: Any])?["port"]
      ).flatMap { Int(exactly: $0) }
      let base = GatewayPort.resolve(
        configured: configured, environment: vector.environment(), rules: rules)
      let expected = vector.outputObject
      do throws(BrowserResolution.Refusal) {
        let resolution = try BrowserResolution(settings, base: base, rules: rules)
        guard let value = expected["value"] as? [String: Any] else {
          return "accepted, expected \(expected)"
        }
        return compareResolution(resolution, value, settings: settings, base: base)
      } catch {
        return compare(error.message, expected["error"] as? String ?? "accepted")
      }
    },
    "getUsedPorts": { vector in
      let profiles = (vector["profiles"] as? [String: [String: Any]] ?? [:]).map { name, entry in
        BrowserSettings.Profile(
          name: name, cdpPort: entry["cdpPort"] as? Int, cdpUrl: entry["cdpUrl"] as? String)
      }
      return compare(CDPPorts.used(by: profiles), Set(vector.output as? [Int] ?? []))
    },
    "allocateCdpPort": { vector in
      let range = vector["range"] as? [String: Any]
      return compare(
        CDPPorts.allocate(
          used: Set(vector["used"] as? [Int] ?? []), from: range?["start"] as? Int ?? 18800,
          through: range?["end"] as? Int ?? 18899), vector.output as? Int)
    },
    "isValidProfileName (browser)": { vector in
      compare(CDPPorts.isValidProfileName(vector["name"] as? String ?? ""), vector.output as? Bool)
    },
  ]

  /// Everything but colour, headless and protocol flags, which Gatehouse neither shows nor needs.
  private static func compareResolution(
    _ resolution: BrowserResolution, _ value: [String: Any], settings: BrowserSettings, base: Int
  ) -> String? {
    let profiles = value["profiles"] as? [String: [String: Any]] ?? [:]
    if let difference = compare(resolution.enabled, value["enabled"] as? Bool ?? false)
      ?? compare(resolution.browserControl, value["controlPort"] as? Int ?? -1)
      ?? compare(resolution.scheme, value["cdpProtocol"] as? String ?? "")
      ?? compare(resolution.host, value["cdpHost"] as? String ?? "")
      ?? compare(resolution.isLoopback, value["cdpIsLoopback"] as? Bool ?? false)
      ?? compare(resolution.defaultProfile, value["defaultProfile"] as? String ?? "")
      ?? compare(Set(resolution.profiles.map(\.name)), Set(profiles.keys))
    {
      return difference
    }
    let resolved = value["resolved"] as? [String: [String: Any]] ?? [:]
    // What the screen shows is made by other code: it must give the same ports.
    let derived = DerivedPorts(base: base, movesClampedRange: rules.movesClampedRange)
    for allocation in CDPAllocation.all(settings: settings, derived: derived, rules: rules)
    where allocation.problem == nil && allocation.how != .existingSession {
      guard let endpoint = resolved[allocation.name]?["value"] as? [String: Any] else { continue }
      if let difference = compare(allocation.port, endpoint["cdpPort"] as? Int) {
        return "allocation \(allocation.name): \(difference)"
      }
    }
    for profile in resolution.profiles {
      if let difference = compare(profile.cdpPort, profiles[profile.name]?["cdpPort"] as? Int)
        ?? compare(profile.cdpUrl, profiles[profile.name]?["cdpUrl"] as? String)
        ?? compareEndpoint(resolution, profile, resolved[profile.name] ?? [:])
      {
        return "\(profile.name): \(difference)"
      }
    }
    return nil
  }

  private static func compareEndpoint(
    _ resolution: BrowserResolution, _ profile: BrowserSettings.Profile, _ expected: [String: Any]
  ) -> String? {
    do throws(BrowserResolution.Refusal) {
      let endpoint = try resolution.endpoint(of: profile, rules: rules)
      guard let value = expected["value"] as? [String: Any] else {
        return "accepted, expected \(expected)"
      }
      return compare(endpoint.port, value["cdpPort"] as? Int ?? -1)
        ?? compare(endpoint.url, value["cdpUrl"] as? String ?? "")
        ?? compare(endpoint.host, value["cdpHost"] as? String ?? "")
        ?? compare(endpoint.isLoopback, value["cdpIsLoopback"] as? Bool ?? false)
        ?? compare(endpoint.driver, value["driver"] as? String ?? "")
    } catch {
      return compare(error.message, expected["error"] as? String ?? "accepted")
    }
  }

  static let serviceRules: [String: Rule] = [
    "names for OPENCLAW_PROFILE": { vector in
      let names = ServiceNames(profile: vector["profile"] as? String)
      let expected = vector.outputObject
      return compare(names.profile, expected["normalized"] as? String)
        ?? compare(names.suffix, expected["suffix"] as? String ?? "")
        ?? compare(names.systemdUnit, expected["systemd"] as? String ?? "")
        ?? compare(names.launchdLabel, expected["launchd"] as? String ?? "")
        ?? compare(names.description(), expected["description"] as? String ?? "")
        ?? compare(
          names.description(version: "2026.2.26"), expected["descriptionWithVersion"] as? String ?? "")
    },
    "service file paths for an environment": { vector in
      let paths = ServicePaths(
        environment: vector.environment(home: nil), workingDirectory: workingDirectory)
      func answer(_ key: String, _ read: () throws(ServicePaths.MissingHome) -> [String]) -> String? {
        let expected = vector.outputObject[key] as? [String: Any] ?? [:]
        let wanted: [String]
        if let logs = expected["value"] as? [String: String] {
          wanted = ["logDir", "stdoutPath", "stderrPath"].map { logs[$0] ?? "" }
        } else {
          wanted = [(expected["value"] ?? expected["error"]) as? String ?? ""]
        }
        do throws(ServicePaths.MissingHome) {
          return compare(try read().map(written), wanted)
        } catch {
          return compare([error.message], wanted)
        }
      }
      return answer("systemdUnit") { () throws(ServicePaths.MissingHome) in [try paths.systemdUnit()] }
        ?? answer("launchdPlist") { () throws(ServicePaths.MissingHome) in [try paths.launchdPlist()] }
        ?? answer("launchdLogs") { () throws(ServicePaths.MissingHome) in
          let logs = try paths.launchdLogs()
          return [logs.directory, logs.stdout, logs.stderr]
        } ?? answer("stateDir") { () throws(ServicePaths.MissingHome) in [try paths.stateDir()] }
    },
    "constants": { vector in
      let expected = vector.outputObject
      return compare(
        ServiceNames(profile: nil).launchdLabel, expected["GATEWAY_LAUNCH_AGENT_LABEL"] as? String)
        ?? compare(ServiceNames.gatewayKind, expected["GATEWAY_SERVICE_KIND"] as? String)
        ?? compare(ServiceNames.marker, expected["GATEWAY_SERVICE_MARKER"] as? String)
        ?? compare(
          ServiceNames(profile: nil).systemdUnit, expected["GATEWAY_SYSTEMD_SERVICE_NAME"] as? String)
        ?? compare(ServiceNames.legacyUnits, expected["LEGACY_GATEWAY_SYSTEMD_SERVICE_NAMES"] as? [String])
        ?? compare(ServiceNames.nodeLabel, expected["NODE_LAUNCH_AGENT_LABEL"] as? String)
        ?? compare(ServiceNames.nodeKind, expected["NODE_SERVICE_KIND"] as? String)
        ?? compare(ServiceNames.nodeUnit, expected["NODE_SYSTEMD_SERVICE_NAME"] as? String)
    },
  ]
}
