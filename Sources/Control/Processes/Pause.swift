/// A wait that goes on although the task was cancelled: of something that must not be left in its middle.
enum Pause {
  static func of(_ seconds: Double) async {
    await Task { try? await Task.sleep(for: .seconds(seconds)) }.value
  }
}
