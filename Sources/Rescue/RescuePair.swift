import GatewayModel

/// The main gateway and its rescue among all: two, whatever the names say.
public struct RescuePair: Sendable {
  /// Nil where no gateway has main's name.
  public var main: Gateway?
  /// Nil where none has the rescue's name, or only main itself has it.
  public var rescue: Gateway?

  /// Taken from all gateways of a snapshot, by `isMain` and `isRescue`.
  public init(_ gateways: [Gateway]) {
    let main = gateways.first(where: \.isMain)
    self.main = main
    rescue = gateways.first { $0.isRescue && $0.id != main?.id }
  }
}
