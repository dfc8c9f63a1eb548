import Testing

@testable import App

/// How wide plain lines are drawn.
struct OutputWidthTests {
  @Test(
    arguments: [
      (nil, nil, 100), ("120", nil, 120), ("120", 80, 120), (nil, 80, 80), ("40", 80, 80), ("x", 80, 80),
      ("", 40, 100), ("-5", 0, 100), ("9223372036854775807", 80, 1000),
      ("9223372036854775808", 80, 80), (nil, 65535, 1000), ("1001", nil, 1000),
    ] as [(String?, Int?, Int)])
  func `what is stated goes before what the terminal has, and nothing above 1,000`(
    stated: String?, found: Int?, width: Int
  ) {
    #expect(OutputTerminal.width(stated: stated, found: found) == width)
  }
}
