/// A change on the screen that nobody has asked for.
enum UnaskedChange {
  /// Seconds for which keys that act at once do nothing after it: they may be meant for what was there before.
  static let pause = 0.5
}
