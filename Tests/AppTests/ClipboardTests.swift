import Testing

@testable import App

/// Where a link can be opened.
struct ClipboardTests {
  @Test(arguments: [
    ([:], false), (["DISPLAY": ":0"], true), (["WAYLAND_DISPLAY": "wayland-0"], true),
    (["DISPLAY": ""], false),
    (["WAYLAND_DISPLAY": "", "DISPLAY": ":1"], true), (["SSH_TTY": "/dev/pts/0"], false),
  ])
  func `a browser can show itself where there is a display`(environment: [String: String], can: Bool) {
    #expect(Clipboard.canOpenWindows(environment) == can)
  }
}
