import OpenClaw

extension Definition {
  /// Where its Control UI is reached from this machine; nil where it is switched off, or its port not known.
  public var controlURL: String? {
    guard let value = config.value, value.controlUIEnabled, isPortKnown else {
      return nil
    }
    let scheme = value.hasTLS ? "https" : "http"
    let path = value.controlUIBasePath.map { $0.begins(with: "/") ? $0 : "/" + $0 } ?? "/"
    return "\(scheme)://127.0.0.1:\(plan.gateway.port)\(path)"
  }
}
