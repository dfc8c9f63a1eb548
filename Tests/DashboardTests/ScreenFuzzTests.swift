import Canvas
import TestSupport
import Testing

@testable import Dashboard

/// The screen at random: whatever is pressed and whatever comes in, at any size, there is a frame, and nothing traps.
@Suite(.computing) struct ScreenFuzzTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `every frame has its size, and nothing but signs in its cells`(seed: UInt64) {
    var player = ScreenPlayer(seed: seed)
    for step in 0..<400 {
      player.step()
      if let fault = player.fault(of: player.drawn()) {
        Issue.record("seed \(seed), step \(step): \(fault), after \(player.story)")
        return
      }
    }
  }
}
