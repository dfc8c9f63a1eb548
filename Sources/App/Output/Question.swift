import OpenClaw

/// A question on the terminal.
public enum Question {
  /// - Returns: whether the answer begins with `y`; anything else is no.
  public static func ask(_ text: String) -> Bool {
    Output.prompt("\(text) [y/N] ")
    return readLine()?.lowercased().begins(with: "y") == true
  }

  /// Asks until one of the letters is answered; nil where nobody answers any more.
  static func one<Answer>(_ text: String, _ answers: [Character: Answer]) -> Answer? {
    while true {
      Output.prompt("\(text): ")
      guard let line = readLine() else { return nil }
      if let answer = line.lowercased().first.flatMap({ answers[$0] }) { return answer }
    }
  }
}
