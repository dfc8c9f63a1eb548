/// Lets a person read what a command printed before the screen comes back.
enum TerminalPause {
  static func wait(_ text: String) {
    Output.remark("\(text) Enter returns to Gatehouse.")
    _ = readLine(strippingNewline: true)
  }
}
