/// Checks times that were read from a file: a file may hold any number.
public enum PlausibleTime {
  /// Whether seconds since 1970 can be shown and calculated with: from 1970 to the year 9999. Nil can.
  public static func holds(_ seconds: Double?) -> Bool {
    guard let seconds else { return true }
    return (0..<ISOTime.end).contains(seconds)
  }
}

extension Int {
  /// The number without its fraction, limited to ±9,000,000,000,000,000; 0 for what is no number.
  public init(clamping value: Double) {
    self = value.isNaN ? 0 : Int(Swift.max(-9e15, Swift.min(9e15, value)))
  }
}
