import FoundationEssentials

/// A moment as text: ISO 8601 in UTC. Local time would change its meaning when the text is read elsewhere.
public enum ISOTime {
  /// Where the year 9999 ends for a time that is rounded to whole seconds, in seconds since 1970.
  public static let end = 253_402_300_799.5
  /// The years 1 to 9999, in seconds since 1970: what ISO 8601 writes with four digits.
  private static let span = -62_135_596_800.0..<end

  /// - Parameter seconds: since 1970, rounded to the nearest whole one. `unknown` for what is no moment of the years 1 to 9999.
  public static func text(_ seconds: Double) -> String { known(seconds) ?? "unknown" }

  /// The same, nil for what is no moment of these years: for a form in which a time may be missing.
  public static func known(_ seconds: Double) -> String? {
    span.contains(seconds) ? Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601) : nil
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
