import Synchronization

/// The bytes that peers have sent and nobody has read yet, of all connections together: messages that wait, messages of which a part has
/// come, frames and HTTP answers that are not whole.
final class PeerMemory: Sendable {
  /// 32 MB.
  static let limit = 32 << 20

  private struct Holder {
    var held = 0
    var hangUp: (@Sendable () -> Void)?
  }

  private struct State {
    var held = 0
    var holders: [Int: Holder] = [:]
    var joined = 0
  }

  private let state = Mutex(State())

  /// A new connection, by its number.
  func join() -> Int {
    state.withLock { state in
      state.joined += 1
      state.holders[state.joined] = Holder()
      return state.joined
    }
  }

  /// From now on a connection may be hung up on where others have no room because of it.
  func setHangUp(of number: Int, _ hangUp: @escaping @Sendable () -> Void) {
    state.withLock { $0.holders[number]?.hangUp = hangUp }
  }

  /// Gives back all that a connection holds.
  func leave(_ number: Int) { state.withLock { _ = Self.remove(number, &$0) } }

  /// Where there is no room, whoever holds most is hung up on; nothing is taken where that is the connection itself.
  func take(_ count: Int, by number: Int) -> Bool {
    var evicted: [Holder] = []
    let isTaken = state.withLock { state -> Bool in
      guard let own = state.holders[number]?.held else { return false }
      while state.held + count > Self.limit {
        let others = state.holders.filter { $0.key != number && $0.value.hangUp != nil }
        guard let greatest = others.max(by: { $0.value.held < $1.value.held }),
          greatest.value.held > own + count, let holder = Self.remove(greatest.key, &state)
        else { return false }
        evicted.append(holder)
      }
      state.held += count
      state.holders[number]?.held += count
      return true
    }
    for holder in evicted { holder.hangUp?() }
    return isTaken
  }

  /// False where the connection has been hung up on meanwhile.
  func give(_ count: Int, by number: Int) -> Bool {
    state.withLock { state in
      guard state.holders[number] != nil else { return false }
      state.held -= count
      state.holders[number]?.held -= count
      return true
    }
  }

  private static func remove(_ number: Int, _ state: inout State) -> Holder? {
    guard let holder = state.holders.removeValue(forKey: number) else { return nil }
    state.held -= holder.held
    return holder
  }
}
