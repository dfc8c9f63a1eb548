/// What one connection holds of `PeerMemory`; given back at the latest when the connection is forgotten.
final class PeerMeter: Sendable {
  private let memory: PeerMemory
  private let number: Int

  init(_ memory: PeerMemory) {
    self.memory = memory
    number = memory.join()
  }

  deinit { memory.leave(number) }

  /// - Parameter hangUp: called when others have no room and this connection holds more than any other. It holds nothing from then on.
  func mayBeEvicted(_ hangUp: @escaping @Sendable () -> Void) { memory.setHangUp(of: number, hangUp) }

  func take(_ count: Int) -> Bool { memory.take(count, by: number) }

  /// False where the connection has been hung up on meanwhile: what it sent is not looked at any more.
  @discardableResult func give(_ count: Int) -> Bool { memory.give(count, by: number) }
}
