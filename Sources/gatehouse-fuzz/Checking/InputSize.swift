/// Bytes of inputs.
enum InputSize {
  /// Nine of ten inputs are no larger.
  static let usual = 2048
  /// No input is larger.
  static let most = 64 << 10
}
