/// The rules of OpenClaw that Gatehouse does not follow, each with its reason.
enum VectorExceptions {
  static func reason(for vector: Vector) -> String? {
    let fn = vector.fn.lowercased()
    if fn.contains("color") {
      return "Gatehouse shows no colours of browser profiles"
    }
    if fn.contains("create") || fn.contains("creation") || fn.contains("delete") {
      return "Gatehouse never creates or deletes a browser profile: the gateway does, and writes its config"
    }
    if numbers(in: vector).contains(where: { !isWhole($0) }) {
      return
        "a port is a whole number here: the config reader refuses every other one before a port is derived"
    }
    return nil
  }

  /// Whether an `Int` holds it exactly, as it holds every port.
  private static func isWhole(_ number: Double) -> Bool { Int(exactly: number) != nil && abs(number) < 1e15 }

  private static func numbers(in vector: Vector) -> [Double] {
    let gateway = (vector["config"] as? [String: Any])?["gateway"] as? [String: Any]
    let range = vector["range"] as? [String: Any]
    let browser = vector["browser"] as? [String: Any]
    let profiles = (vector["profiles"] ?? browser?["profiles"]) as? [String: [String: Any]] ?? [:]
    let ports = profiles.values.map { $0["cdpPort"] }
    return
      ([
        vector["gatewayPort"], vector["controlPort"], gateway?["port"], range?["start"], range?["end"],
        vector["raw"], vector.output,
      ] + ports).compactMap(number)
  }
}
