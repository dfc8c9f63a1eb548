import Foundation

/// One case of a vector file: a function of OpenClaw, what it was given and what it answered.
struct Vector: CustomStringConvertible {
  var file: String
  var fn: String
  var input: [String: Any]
  var output: Any

  var description: String { "\(file) \(fn) \(input)" }

  subscript(key: String) -> Any? { input[key].flatMap { $0 is NSNull ? nil : $0 } }

  var outputObject: [String: Any] { output as? [String: Any] ?? [:] }

  /// The environment of the case. HOME is /home/tester unless the input says otherwise.
  func environment(home: String? = "/home/tester") -> [String: String] {
    var environment = self["env"] as? [String: String] ?? [:]
    if let home, environment["HOME"] == nil, environment["USERPROFILE"] == nil {
      environment["HOME"] = home
    }
    return environment
  }

  /// The config of the case as JSON text.
  func json(_ key: String) -> String? {
    guard let value = self[key],
      let data = try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A whole file, with the `laterVariant` that some carry as cases of a function of their own.
struct VectorFile {
  var cases: [Vector]

  init(_ url: URL) throws {
    let name = url.lastPathComponent
    let root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    cases = (root["cases"] as? [[String: Any]] ?? []).map { entry in
      Vector(
        file: name, fn: entry["fn"] as? String ?? "", input: entry["in"] as? [String: Any] ?? [:],
        output: entry["out"] ?? NSNull())
    }
    let header = root["header"] as? [String: Any] ?? [:]
    let later = (root["laterVariant"] ?? header["laterVariant"]) as? [String: Any] ?? [:]
    cases += (later["cases"] as? [[String: Any]] ?? []).map { entry in
      Vector(
        file: name, fn: "deriveDefaultBrowserCdpPortRange (later)",
        input: entry.filter { $0.key != "out" }, output: entry["out"] ?? NSNull())
    }
  }
}

/// Numbers as the vectors write them: whole ones, fractions, and `{"special":"NaN"}`.
func number(_ value: Any?) -> Double? {
  if let special = (value as? [String: Any])?["special"] as? String {
    return special == "NaN" ? .nan : special == "-Infinity" ? -.infinity : .infinity
  }
  guard let number = value as? NSNumber, CFBooleanSafe.isBoolean(number) == false else { return nil }
  return number.doubleValue
}

enum CFBooleanSafe {
  /// JSON's true and false arrive as `NSNumber` too.
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
