import GatewayModel

/// The main gateway and its rescue among all: two, whatever the names say.
public struct RescuePair: Sendable {
  public var main: Gateway?
  public var rescue: Gateway?

  public init(_ gateways: [Gateway]) {
    let main = gateways.first(where: \.isMain)
    self.main = main
    rescue = gateways.first { $0.isRescue && $0.id != main?.id }
  }
}
