import FoundationEssentials

/// A moment as text: ISO 8601 in UTC. Local time would change its meaning when the text is read elsewhere.
public enum ISOTime {
  /// - Parameter seconds: since 1970, rounded to the nearest whole one.
  public static func text(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601)
  }
}
