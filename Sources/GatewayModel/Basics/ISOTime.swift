import FoundationEssentials

/// A moment as text: ISO 8601 in UTC. Local time would change its meaning when the text is read elsewhere.
public enum ISOTime {
  /// - Parameter seconds: since 1970, rounded to the nearest whole one.
  public static func text(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601)
  }

  /// Seconds since 1970 of an ISO 8601 time, with or without a fraction and with any zone; nil for other texts.
  public static func seconds(_ text: String) -> Double? {
    // Without and with a fraction of a second.
    let whole = try? Date.ISO8601FormatStyle().parse(text)
    // What fits neither is no time: nil says so.
    return (whole ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)))?
      .timeIntervalSince1970
  }
}
