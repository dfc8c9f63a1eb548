/// What a gateway is doing.
public enum GatewayState: String, Sendable, Codable, CaseIterable {
  case stopped, starting, running, degraded, stopping
  case backingOff = "backing-off"
  case failed
}
