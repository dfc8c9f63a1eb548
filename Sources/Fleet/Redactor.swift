/// Crosses the secrets that Gatehouse has read out of everything that leaves it.
public struct Redactor: Sendable, Equatable {
  public static let mask = "•••"
  /// Shorter values are words rather than secrets: crossing them out would tear holes into any text.
  static let shortest = 4

  private var secrets: [String]

  public init(_ secrets: Set<String> = []) {
    // Longest first, so that a secret within a secret leaves nothing behind.
    self.secrets = secrets.filter { $0.count >= Self.shortest }
      .sorted { ($0.count, $0) > ($1.count, $1) }
  }

  public func redact(_ text: String) -> String {
    var text = text
    let length = text.utf8.count
    for secret in secrets where secret.utf8.count <= length && text.contains(secret) {
      text = text.replacing(secret, with: Self.mask)
    }
    return text
  }
}
