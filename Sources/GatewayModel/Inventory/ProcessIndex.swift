import Host

/// Processes of one sweep, by number and by parent.
public struct ProcessIndex: Sendable {
  /// All processes of the sweep, zombies too.
  public private(set) var byPID: [Int32: ProcessFacts] = [:]
  private var children: [Int32: [Int32]] = [:]

  /// Of all processes at one moment.
  public init(_ all: [ProcessFacts]) {
    byPID.reserveCapacity(all.count)
    for facts in all {
      byPID[facts.pid] = facts
      children[facts.parent, default: []].append(facts.pid)
    }
  }

  /// The facts of a process, be it a zombie; nil where there was none of that number.
  public subscript(pid: Int32) -> ProcessFacts? { byPID[pid] }

  /// Reads the facts of some processes anew; those that are gone are taken out.
  public mutating func refresh(_ pids: some Sequence<Int32>, facts: (Int32) -> ProcessFacts?) {
    for pid in pids { byPID[pid] = facts(pid) }
  }

  /// The process and all that descend from it, living ones only.
  public func tree(_ root: Int32) -> [ProcessFacts] {
    var found: [ProcessFacts] = []
    var seen: Set<Int32> = []
    var pending = [root]
    while let pid = pending.popLast() {
      guard seen.insert(pid).inserted, let facts = byPID[pid] else { continue }
      if facts.isAlive { found.append(facts) }
      pending += children[pid] ?? []
    }
    return found
  }

  /// Whether one of the two is the other or its ancestor.
  public func isRelated(_ a: Int32, _ b: Int32) -> Bool {
    a == b || isAncestor(a, of: b) || isAncestor(b, of: a)
  }

  private func isAncestor(_ ancestor: Int32, of pid: Int32) -> Bool {
    var current = pid
    for _ in 0..<64 {
      guard let parent = byPID[current]?.parent, parent > 1 else { return false }
      if parent == ancestor { return true }
      current = parent
    }
    return false
  }
}

extension ProcessIndex {
  /// Adds a process that came after the sweep.
  public mutating func add(_ facts: ProcessFacts) {
    var all = Array(byPID.values)
    all.removeAll { $0.pid == facts.pid }
    self = ProcessIndex(all + [facts])
  }
}
