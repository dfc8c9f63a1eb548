import GatewayModel
import TestSupport
import Testing

/// The line that says why a gateway ended. The texts are those of a real 2026.6.11 and of Node 22.
@Suite(.computing) struct EndReasonTests {
  @Test(
    arguments: [
      (
        [
          "2026-11-26T11:00:00.000Z [gateway] wrote stability bundle: /x",
          "Gateway failed to start: Invalid config at /h/.openclaw/openclaw.json.",
          "gateway.port: Invalid input (must be greater than 0)",
          "Run \"openclaw doctor --fix\" to repair, then retry.",
        ],
        "Gateway failed to start: Invalid config at /h/.openclaw/openclaw.json. gateway.port: Invalid input (must be greater than 0)"
      ),
      (
        ["noise", "Gateway start blocked: existing config is missing gateway.mode. Treat this"],
        "Gateway start blocked: existing config is missing gateway.mode. Treat this"
      ),
      (
        [
          "[shutdown] started: gateway startup failed",
          "Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:19201 | listen EADDRINUSE",
          "If the gateway is supervised, stop it with: openclaw gateway stop",
          "Port 19201 is already in use.",
        ],
        "Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:19201 | listen EADDRINUSE"
      ),
      (
        ["Gateway failed to start: gateway already running (pid 5); lock timeout after 5000ms"],
        "Gateway failed to start: gateway already running (pid 5); lock timeout after 5000ms"
      ),
      (
        [
          "file:///opt/openclaw/dist/x.js:12", "    throw new TypeError('no');", "          ^", "",
          "TypeError: no is not a function",
          "    at run (file:///x.js:1:2)", "    at main (file:///y.js:3:4)", "}", "", "Node.js v22.20.0",
        ], "TypeError: no is not a function"
      ),
      (
        [
          "node:internal/modules/cjs/loader:1143", "  throw err;", "Error: Cannot find module '/opt/x.js'",
          "    at f (x)", "Node.js v22",
        ], "Error: Cannot find module '/opt/x.js'"
      ),
      (
        [
          "<--- Last few GCs --->",
          "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        ], "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"
      ),
      (
        // What was handled long before, and a tool's own words, are not why it ended.
        ["[tools] cat: /x: Permission denied"]
          + ["Error: telegram timed out", "    at poll (file:///t.js:1:2)", "polling again"]
          + Array(repeating: "heartbeat", count: 20)
          + ["TypeError: no is not a function", "    at run (file:///x.js:1:2)", "", "Node.js v22.20.0"],
        "TypeError: no is not a function"
      ),
      (["[tools] cat: /x: Permission denied"] + Array(repeating: "heartbeat", count: 20), nil),
      (["Config invalid", "gateway.port: no"] + Array(repeating: "heartbeat", count: 200), nil),
      (["/bin/sh: 1: openclaw: command not found"], "/bin/sh: 1: openclaw: command not found"),
      (["2026-11-26T11:00:00Z [gateway] listening on ws://127.0.0.1:1", "heartbeat"], nil), ([], nil),
    ] as [([String], String?)]) func `the telling line is found`(_ lines: [String], _ reason: String?)
  {
    #expect(EndReason.of(lines) == reason)
  }

  @Test func `where no line says it, the last lines stand in full`() {
    let long = String(repeating: "x", count: 300)
    #expect(EndReason.lines(["a", "b", "c", long, "}", "Node.js v22.20.0"], last: 2) == ["c", long])
  }
}
