import Foundation
import GatewayModel
import OpenClaw

/// Copies through the terminal (OSC 52), which works over ssh and in tmux.
enum Clipboard {
  static func copy(_ text: String) {
    // What is copied is what was seen.
    let lines = text.parts(at: "\n", omittingEmptySubsequences: false).map {
      LogText.clean(String($0))
    }
    let payload = Data(lines.joined(separator: "\n").utf8).base64EncodedString()
    var bytes = Array("\u{1B}]52;c;\(payload)\u{07}".utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Whether a browser could show itself.
  static func canOpenWindows(_ environment: [String: String]) -> Bool {
    !(environment["DISPLAY"] ?? "").isEmpty || !(environment["WAYLAND_DISPLAY"] ?? "").isEmpty
  }
}
