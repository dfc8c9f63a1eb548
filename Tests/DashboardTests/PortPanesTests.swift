import Canvas
import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Dashboard

/// The cells of the Ports and CDP panes.
@Suite(.computing) struct PortPanesTests {
  private func state(
    _ pane: DashboardState.Pane, _ name: String, width: Int = 120,
    _ change: (inout Gateway) -> Void = { _ in }
  ) throws -> DashboardState {
    var state = Samples.state(width: width, height: 40)
    state.pane = pane
    try state.choose(name)
    try state.change(name, change)
    return state
  }

  private func cells(_ use: String, _ state: DashboardState) -> [String]? {
    state.pane(use).map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
  }

  // MARK: Ports

  @Test func `each use has its port, source, listener and note`() throws {
    let state = try state(.ports, "default")
    #expect(cells("gateway", state) == ["18789", "config", "● 4121 openclaw-gateway", "127.0.0.1"])
    #expect(
      cells("browser control", state) == ["18791", "derived", "○ nobody", "reserved, often not listening"])
    #expect(cells("canvas", state) == ["18793", "derived", "○ nobody", "served on 18789 since 2026.1"])
    #expect(cells("CDP", state)?.prefix(2) == ["18800–18899", "derived"])
    #expect(cells("CDP", state)?[2].contains("● 4390 chrome") == true)
    #expect(cells("CDP", state)?.last == "1 allocated, next 18801")
  }

  @Test func `columns give way: the note below 99 columns, the source below 63`() throws {
    #expect(cells("gateway", try state(.ports, "default", width: 80))?.count == 3)
    #expect(
      cells("gateway", try state(.ports, "default", width: 60)) == ["18789", "● 4121 openclaw-gateway"])
    let small = try state(.ports, "default", width: 40)
    #expect(cells("gateway", small)?.first == "18789")
    for line in small.lines() { #expect(TextWidth.of(line) <= 40) }
  }

  @Test(arguments: [
    (PortHolder.own, "● 77 node"), (.gateway("rescue"), "✗ 77 node of rescue"),
    (.stranger, "✖ 77 node not ours"), (.unknown, "? 77 node"),
  ])
  func `a listener has a sign for whose it is`(holder: PortHolder, text: String) throws {
    let state = try state(.ports, "work") {
      $0.listeners = [.init(port: 20791, address: "::1", pid: 77, command: "node", userID: 1000)]
      $0.holders = [20791: holder]
    }
    #expect(cells("browser control", state)?[2] == text)
    // What listens is not said to be often silent.
    #expect(cells("browser control", state)?[3] == "")
  }

  @Test func `a listener that may not be seen is named by its user`() throws {
    let state = try state(.ports, "work") {
      $0.listeners = [.init(port: 20789, address: "0.0.0.0", pid: nil, command: nil, userID: 33)]
      $0.holders = [20789: .unknown]
    }
    #expect(cells("gateway", state) == ["20789", "config", "? ? user 33", "0.0.0.0"])
  }

  @Test func `all addresses of a port are told`() throws {
    let state = try state(.ports, "work") {
      $0.listeners = ["127.0.0.1", "::1"].map {
        .init(port: 20789, address: $0, pid: 77, command: "node", userID: 1000)
      }
    }
    #expect(cells("gateway", state)?.last == "127.0.0.1, ::1")
  }

  @Test func `a port that nothing tells is a dash, and its doubt is said`() throws {
    let state = try state(.ports, "work") {
      $0.plan = PortPlan(
        gateway: .init(20789, .unknown), canvas: nil, browser: .init(), rules: .init(version: nil))
      $0.portDoubt = "its unit decides"
    }
    for use in ["gateway", "browser control", "canvas"] {
      #expect(cells(use, state)?.prefix(3) == ["–", "unknown", "–"], "\(use)")
    }
    #expect(cells("CDP", state)?.prefix(3) == ["–", "unknown", "–"])
    #expect(state.pane().contains("The port is not known: its unit decides."))
    #expect(state.pane().contains { $0.contains("1 not shown: no port of this machine is known of it") })
    #expect(!state.pane().contains { $0.contains("20791") })
  }

  @Test func `a canvas port of the config is told as not served`() throws {
    let state = try state(.ports, "work") { $0.plan.canvas = .init(9999, .config) }
    #expect(cells("canvas", state) == ["9999", "config", "○ nobody", "not served: now on 20789"])
  }

  @Test func `what the config opens besides, and an old relay, have rows`() throws {
    let state = try state(.ports, "work") {
      $0.plan.others = [
        .init(use: "webhook", port: 8787, key: "channels.telegram.webhookPort", isConfigured: true),
        .init(use: "MCP apps", port: 20800, key: "mcp.apps", isConfigured: false, isDerived: true),
        .init(use: "bridge", port: 7, key: "k", isConfigured: false),
      ]
      $0.plan.relay = 20792
    }
    #expect(cells("webhook", state) == ["8787", "config", "○ nobody", "channels.telegram.webhookPort"])
    #expect(cells("MCP apps", state)?[1] == "derived" && cells("bridge", state)?[1] == "default")
    #expect(cells("relay", state)?.prefix(2) == ["20792", "derived"])
  }

  @Test func `an assumed port is said to be assumed`() throws {
    let text = "The port is assumed: no port is set and the version is unknown"
    #expect(try state(.ports, "work") { $0.plan.isAssumed = true }.pane().contains { $0.hasPrefix(text) })
    #expect(try !state(.ports, "work").pane().contains { $0.hasPrefix(text) })
  }

  @Test func `a browser in the range that nobody has planned is told with whose it is`() throws {
    let state = try state(.ports, "work") {
      $0.listeners.append(.init(port: 20850, address: "::1", pid: 88, command: "chrome", userID: 1000))
      $0.holders[20850] = .gateway("lab")
    }
    #expect(cells("CDP", state)?[2].contains("✗ 88 chrome of lab") == true)
  }

  @Test func `a client owns no port here, and others are still on the map`() throws {
    let state = try state(.ports, "work") { $0.kind = .client(host: "far") }
    #expect(state.pane().first == "remote, to far: a client profile owns no port here")
    let map = state.pane().drop { !$0.hasPrefix("Port map") }
    #expect(map.contains { $0.hasPrefix("default ") } && !map.contains { $0.hasPrefix("work ") })
  }

  // MARK: CDP

  @Test func `a browser has port, how, listener and answer`() throws {
    let state = try state(.cdp, "default")
    #expect(
      cells("openclaw", state) == ["18800", "implicit-first", "● 4390 chrome", "✓ Chrome/141.0.7390.54"])
    #expect(cells("far", state)?.suffix(2) == ["on another host, not asked", "–"])
    #expect(state.pane().contains { $0.contains("range 18800–18899") })
  }

  @Test func `the way of a port gives way below 59 columns, the answer below 75`() throws {
    #expect(cells("openclaw", try state(.cdp, "default", width: 74))?.count == 3)
    #expect(cells("openclaw", try state(.cdp, "default", width: 58)) == ["18800", "● 4390 chrome"])
  }

  @Test func `what listens without answering as a Chrome, and what OpenClaw refuses, is said`() throws {
    let state = try state(.cdp, "work") {
      $0.browsers = [
        .init(
          allocation: .init(name: "odd", port: 20801, how: .explicit),
          listener: .init(port: 20801, address: "::1", pid: 9, command: "python3", userID: 1000),
          browser: nil,
          holder: .stranger),
        .init(
          allocation: .init(name: "bad", port: nil, how: .explicit, problem: "must define cdpPort"),
          listener: nil,
          browser: nil),
        .init(allocation: .init(name: "mine", port: nil, how: .existingSession), listener: nil, browser: nil),
        .init(allocation: .init(name: "idle", port: 20802, how: .explicit), listener: nil, browser: nil),
      ]
    }
    #expect(cells("odd", state)?.suffix(2) == ["✖ 9 python3 not ours", "no answer as a Chrome"])
    #expect(cells("bad", state)?[2] == "must define cdpPort")
    #expect(cells("mine", state) == ["–", "existing-session", "–", "–"])
    #expect(cells("idle", state)?.suffix(2) == ["○ nobody", "–"])
  }

  @Test func `the first port of a range that is not known is a dash`() throws {
    let state = try state(.cdp, "work") {
      $0.plan = PortPlan(
        gateway: .init(20789, .unknown), canvas: nil, browser: .init(), rules: .init(version: nil))
    }
    #expect(cells("openclaw", state)?.first == "–")
    #expect(state.pane().contains { $0.contains("range not known") })
  }

  @Test func `what is no gateway of this machine has no CDP port here`() throws {
    let state = try state(.cdp, "work") { $0.kind = .container }
    #expect(state.pane() == ["in a container: no CDP port of it is this machine's"])
  }
}
