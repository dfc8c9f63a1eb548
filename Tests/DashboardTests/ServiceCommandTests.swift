import Canvas
import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Dashboard

/// The command lines for a gateway's unit: by OpenClaw's own command, shown before it is run.
@Suite(.computing) struct ServiceCommandTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var command: Dashboard.Command
    var name: String
    var change: @Sendable (inout Gateway) -> Void = { _ in }
    var text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Line(
      command: .installService, name: "work", text: "openclaw --profile work gateway install --port 20789"),
    Line(command: .installService, name: "default", text: "openclaw gateway install --port 20789"),
    Line(
      command: .installService, name: "work", change: { $0.service.isInstalled = true },
      text: "openclaw --profile work gateway install --port 20789 --force"),
    Line(
      command: .installService, name: "work", change: { $0.plan.gateway.from = .unknown },
      text: "openclaw --profile work gateway install"),
    Line(command: .uninstallService, name: "work", text: "openclaw --profile work gateway uninstall"),
    Line(command: .uninstallService, name: "default", text: "openclaw gateway uninstall"),
    Line(
      command: .enableService, name: "work", text: "systemctl --user enable openclaw-gateway-work.service"),
    Line(
      command: .enableService, name: "work", change: { $0.service.manager = "systemd-system" },
      text: "systemctl enable openclaw-gateway-work.service"),
  ])
  func `the line is what a person would type`(_ line: Line) {
    var gateway = Samples.gateway(line.name, port: 20789, state: .stopped)
    gateway.service.isInstalled = false
    line.change(&gateway)
    let command = ServiceCommand(line.command, gateway)
    #expect(command.text == line.text)
    #expect(command.isOpenClaw == (line.command != .enableService))
    #expect(command.arguments.first != "openclaw")
  }

  @Test func `the port that a unit is given is read back, and is nil where there is none`() {
    let gateway = Samples.gateway("work", port: 20789, state: .stopped)
    #expect(ServiceCommand(.installService, gateway).port == 20789)
    #expect(ServiceCommand(.uninstallService, gateway).port == nil)
  }

  @Test func `the question shows the line, and its answer asks for exactly that`() throws {
    var state = Samples.state(width: 120, height: 40)
    try state.choose("work")
    let id = try #require(state.current).id
    state.press(.character(":"))
    state.type("install service")
    state.press(.enter)
    #expect(state.shows("Install the service of work?"))
    #expect(state.shows("openclaw --profile work gateway install --port 20789"))
    #expect(state.press(.enter).isEmpty && state.mode == .browse)
    state.press(.character(":"))
    state.type("install service")
    #expect(state.press(.enter, .character("y")) == [.service(.installService, id)])
  }

  @Test(arguments: [
    (Dashboard.Command.uninstallService, "Uninstall"), (.enableService, "Enable"),
  ])
  func `each service command has its verb`(command: Dashboard.Command, verb: String) throws {
    var state = Samples.state(width: 120, height: 40)
    _ = try #require(KeyTable.binding(of: command)).run(&state)
    guard case .confirm(let question) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(question.verb == verb && question.question == "\(verb) the service of default?")
    #expect(state.shows(" \(verb) "))
  }

  @Test func `a service command goes to the chosen gateway, whatever is marked`() throws {
    var state = Samples.state(width: 120, height: 40)
    state.press(.character(" "), .character(" "), .character("g"))
    let id = try #require(state.current).id
    _ = try #require(KeyTable.binding(of: .uninstallService)).run(&state)
    #expect(state.press(.character("y")) == [.service(.uninstallService, id)])
  }
}
