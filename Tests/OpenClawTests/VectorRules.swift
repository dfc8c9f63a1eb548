import Foundation
import OpenClaw
import Ports

/// How each function of the vectors is asked of Gatehouse. A rule answers nil, or how its answer differs.
enum VectorRules {
  typealias Rule = @Sendable (Vector) -> String?

  /// The version that answered the vectors.
  static let rules = VersionRules(version: Version(2026, 2, 26))
  static let workingDirectory = "$CWD"

  static var all: [String: Rule] {
    profileRules.merging(portRules) { a, _ in a }.merging(browserRules) { a, _ in a }
      .merging(serviceRules) { a, _ in a }
  }

  static func compare<T: Equatable>(_ answer: T, _ expected: T) -> String? {
    answer == expected ? nil : "answered \(answer), expected \(expected)"
  }

  /// `$CWD` stands for the working directory in the vectors; an absolute path here begins with a slash.
  static func written(_ path: String) -> String { path.replacing("/$CWD", with: "$CWD") }

  static let profileRules: [String: Rule] = [
    "parseCliProfileArgs": { vector in
      let arguments = vector["argv"] as? [String] ?? []
      let expected = vector.outputObject
      do throws(CommandLineProfile.Refusal) {
        let parsed = try CommandLineProfile.parse(arguments)
        guard expected["ok"] as? Bool == true else { return "accepted, expected \(expected)" }
        return compare(parsed.profile, expected["profile"] as? String)
          ?? compare(parsed.arguments, expected["argv"] as? [String] ?? [])
      } catch {
        return compare(error.message, expected["error"] as? String ?? "accepted")
      }
    },
    "isValidProfileName": { vector in
      compare(ProfileName.isValid(vector["name"] as? String ?? ""), vector.output as? Bool)
    },
    "normalizeProfileName": { vector in
      compare(ProfileName.normalized(vector["name"] as? String), vector.output as? String)
    },
    "applyCliProfileEnv then resolveStateDir/resolveConfigPath/resolveGatewayPort": { vector in
      // The paths are resolved with the case's own environment; only HOME is a fallback.
      let given = vector.environment(home: nil)
      let environment = StatePaths.applying(
        profile: vector["profile"] as? String ?? "", to: given, fallbackHome: "/home/tester",
        workingDirectory: workingDirectory)
      let paths = StatePaths.resolve(
        environment: environment, fallbackHome: "/home/tester",
        workingDirectory: workingDirectory, rules: rules, exists: { _ in false })
      let port = GatewayPort.resolve(configured: nil, environment: environment, rules: rules)
      let expected = vector.outputObject
      return compare(environment, expected["env"] as? [String: String] ?? [:])
        ?? compare(written(paths.stateDir), expected["stateDir"] as? String ?? "")
        ?? compare(written(paths.configPath), expected["configPath"] as? String ?? "")
        ?? compare(port, expected["gatewayPort"] as? Int)
    },
    "resolveStateDir/resolveConfigPath (nothing on disk)": { vector in
      let environment = vector.environment(home: nil)
      let expected = vector.outputObject
      if expected["ok"] as? Bool == true, let value = expected["value"] as? [String: Any] {
        let paths = StatePaths.resolve(
          environment: environment, fallbackHome: "/home/tester",
          workingDirectory: workingDirectory, rules: rules, exists: { _ in false })
        if let difference = compare(written(paths.stateDir), value["stateDir"] as? String ?? "")
          ?? compare(written(paths.configPath), value["configPath"] as? String ?? "")
        {
          return difference
        }
      }
      return daemonStateDir(environment, expected["daemonStateDir"])
    },
    "resolveStateDir/resolveConfigPath (with these paths on disk)": { vector in
      let home = "/home/made"
      let onDisk = (vector["onDisk"] as? [String] ?? []).flatMap { entry -> [String] in
        let parts = entry.split(separator: "/")
        return (1...parts.count).map { home + "/" + parts.prefix($0).joined(separator: "/") }
      }
      var environment = ["HOME": home]
      if let profile = vector["profile"] as? String {
        environment = StatePaths.applying(
          profile: profile, to: environment, fallbackHome: home, workingDirectory: "/")
      }
      let paths = StatePaths.resolve(
        environment: environment, fallbackHome: home, workingDirectory: "/", rules: rules,
        exists: { onDisk.contains($0) })
      func expected(_ key: String) -> String {
        (vector.outputObject[key] as? String ?? "").replacing("$HOME", with: home)
      }
      return compare(paths.stateDir, expected("stateDir"))
        ?? compare(paths.configPath, expected("configPath"))
    },
  ]

  static let portRules: [String: Rule] = [
    "resolveGatewayPort": { vector in
      let configured = number(
        ((vector["config"] as? [String: Any])?["gateway"] as? [String: Any])?["port"]
      ).flatMap { Int(exactly: $0) }
      return compare(
        GatewayPort.resolve(
          configured: configured, environment: vector.environment(), rules: rules),
        vector.output as? Int)
    },
    "parsePort (the --port flag)": { vector in
      let raw = vector["raw"]
      let text: String?
      if let number = raw as? NSNumber, !(raw is String) {
        text = CFBooleanSafe.isBoolean(number) ? nil : "\(number)"
      } else {
        text = raw as? String
      }
      return compare(text.flatMap(GatewayPort.parse), vector.output as? Int)
    },
    "derive": { vector in
      guard let base = vector["gatewayPort"] as? Int else { return "no gatewayPort" }
      let derived = DerivedPorts(base: base, movesClampedRange: rules.movesClampedRange)
      let expected = vector.outputObject
      return compare(
        [derived.bridge, derived.browserControl, derived.canvas],
        ["bridge", "browserControl", "canvas"].map { expected[$0] as? Int ?? -1 })
        ?? compare(derived.cdpRange, range(expected["cdpRange"]))
    },
    "deriveDefaultBrowserCdpPortRange": { cdpRange($0, rules) },
    "deriveDefaultBrowserCdpPortRange (later)": { cdpRange($0, VersionRules(version: nil)) },
    "resolveBrowserConfig (empty browser section) for gateway.port": { vector in
      guard let base = vector["gatewayPort"] as? Int else { return "no gatewayPort" }
      let expected = vector.outputObject
      do throws(BrowserResolution.Refusal) {
        let resolution = try BrowserResolution(BrowserSettings(), base: base, rules: rules)
        guard let value = expected["value"] as? [String: Any] else {
          return "accepted, expected \(expected)"
        }
        let profiles = Dictionary(uniqueKeysWithValues: resolution.profiles.map { ($0.name, $0) })
        return compare(resolution.browserControl, value["controlPort"] as? Int ?? -1)
          ?? compare(profiles["openclaw"]?.cdpPort, value["openclawCdpPort"] as? Int)
          ?? compare(profiles["chrome"]?.cdpUrl, value["chromeCdpUrl"] as? String)
      } catch {
        return compare(error.message, expected["error"] as? String ?? "accepted")
      }
    },
  ]

  private static func cdpRange(_ vector: Vector, _ rules: VersionRules) -> String? {
    guard let control = vector["controlPort"] as? Int else { return "no controlPort" }
    return compare(
      DerivedPorts.cdpRange(browserControl: control, movesClampedRange: rules.movesClampedRange),
      range(vector.output))
  }

  private static func range(_ value: Any?) -> ClosedRange<Int> {
    let object = value as? [String: Any] ?? [:]
    return (object["start"] as? Int ?? -1)...(object["end"] as? Int ?? -1)
  }

  static func daemonStateDir(_ environment: [String: String], _ expected: Any?) -> String? {
    guard let expected = expected as? [String: Any] else { return nil }
    let paths = ServicePaths(environment: environment, workingDirectory: workingDirectory)
    do throws(ServicePaths.MissingHome) {
      return compare(written(try paths.stateDir()), expected["value"] as? String ?? "an error")
    } catch {
      return compare(error.message, expected["error"] as? String ?? "accepted")
    }
  }
}
