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
    if numbers(in: vector).contains(where: { $0.rounded() != $0 || !$0.isFinite }) {
      return
        "a port is a whole number here: the config reader refuses every other number before a port is derived"
    }
    return nil
  }

  private static func numbers(in vector: Vector) -> [Double] {
    let gateway = (vector["config"] as? [String: Any])?["gateway"] as? [String: Any]
    let range = vector["range"] as? [String: Any]
    return [
      vector["gatewayPort"], vector["controlPort"], gateway?["port"], range?["start"], range?["end"],
    ].compactMap(number)
  }
}
