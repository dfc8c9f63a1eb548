/// Times that were read from a file may be anything.
public enum PlausibleTime {
  /// Whether seconds since 1970 are a time that can be shown and calculated with: up to the year 9999.
  public static func holds(_ seconds: Double?) -> Bool {
    guard let seconds else { return true }
    return (0..<253_402_300_800).contains(seconds)
  }
}

extension Int {
  /// The nearest whole number, also of what no `Int` can hold.
  public init(clamping value: Double) {
    self = value.isNaN ? 0 : Int(Swift.max(-9e15, Swift.min(9e15, value)))
  }
}
