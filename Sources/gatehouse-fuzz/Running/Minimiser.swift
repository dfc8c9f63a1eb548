/// Takes away of an input whatever its fault does not need.
struct Minimiser {
  /// Inputs that are tried at most.
  var tries = 200
  /// Seconds for all tries together: those of a fault that takes long are few.
  var seconds = 60.0

  /// - Parameter shows: whether an input still shows the fault.
  func smallest(_ input: [UInt8], shows: ([UInt8]) throws -> Bool) rethrows -> [UInt8] {
    let end = FuzzClock.now + seconds
    var best = input
    var left = tries
    var size = best.count / 2
    while size > 0, left > 0 {
      var start = 0
      var isSmaller = false
      while start < best.count, left > 0, FuzzClock.now < end {
        var candidate = best
        candidate.removeSubrange(start..<min(best.count, start + size))
        left -= 1
        if !candidate.isEmpty, try shows(candidate) {
          best = candidate
          isSmaller = true
        } else {
          start += size
        }
      }
      if FuzzClock.now >= end { break }
      if !isSmaller || size > best.count { size = min(size, best.count) / 2 }
    }
    return best
  }
}
