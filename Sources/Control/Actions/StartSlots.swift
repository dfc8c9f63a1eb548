/// How many gateways are started at the same time. First come, first served.
actor StartSlots {
  struct Ticket: Sendable, Hashable {
    fileprivate let number: Int
  }

  private let count: Int
  /// Those whose turn it is come first.
  private var queue: [Ticket] = []
  private var last = 0

  init(_ count: Int) { self.count = max(1, count) }

  func enter() -> Ticket {
    last += 1
    let ticket = Ticket(number: last)
    queue.append(ticket)
    return ticket
  }

  func isTurn(_ ticket: Ticket) -> Bool { queue.prefix(count).contains(ticket) }

  /// Gives the turn, or the wait for it, up.
  func leave(_ ticket: Ticket) { queue.removeAll { $0 == ticket } }
}
