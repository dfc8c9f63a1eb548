/// How secrets are crossed out.
enum SecretMask {
  /// What stands in a text in the place of a secret.
  static let text = "•••"
  /// Bytes or characters: what is shorter is not masked, for it occurs in ordinary words.
  static let shortest = 4
}
