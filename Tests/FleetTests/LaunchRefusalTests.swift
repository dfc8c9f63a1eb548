import GatewayModel
import Host
import OpenClaw
import Presentation
import TestSupport
import Testing

@testable import Fleet

/// When no start is planned, and what a plan says of itself: design section 6.
@Suite struct LaunchRefusalTests {
  private func make(
    _ definition: Definition, config: GatehouseConfig = GatehouseConfig(), home: String? = nil,
    environment: [String: String] = ["HOME": "/h", "PATH": "/bin"],
    find: (String, String?) -> String? = { command, _ in "/bin/" + command }
  ) -> Result<LaunchPlan, LaunchRefusal> {
    let system = FakeHost.host(files: [:], environment: environment).system
    let paths = GatehousePaths(home: home, config: nil, system: system)
    do throws(LaunchRefusal) {
      return .success(
        try LaunchPlan.make(definition, config: config, paths: paths, system: system, find: find))
    } catch { return .failure(error) }
  }

  private func refusal(_ result: Result<LaunchPlan, LaunchRefusal>) -> String? {
    if case .failure(let refusal) = result { refusal.message } else { nil }
  }

  private func work(_ change: (inout Definition) -> Void = { _ in }) throws -> Definition {
    try ModelSamples.definition("work") {
      $0.startPort = 20000
      change(&$0)
    }
  }

  @Test func `places that are not known refuse the start, and so does a port`() throws {
    let placeless = refusal(make(try work { $0.placeDoubt = "its HOME is open" }))
    #expect(placeless?.contains("its HOME is open") == true && placeless?.contains("work") == true)
    let portless = refusal(
      make(
        try work {
          $0.startPort = nil
          $0.portDoubt = "--port x is no port"
        }))
    #expect(portless?.contains("--port x is no port") == true)
    #expect(portless?.contains("/h/.openclaw-work/openclaw.json") == true)
  }

  @Test func `a command that is not there is named, with what to do`() throws {
    var config = GatehouseConfig()
    config.openclaw = ["claw", "x"]
    let message = refusal(make(try work(), config: config) { _, _ in nil })
    #expect(message?.contains("claw is not there") == true && message?.contains("config.json5") == true)
  }

  @Test func `a command is looked up as the child would, its own PATH included`() throws {
    var asked: [String] = []
    let definition = try work {
      $0.environment = ["PATH": "/own/bin"]
      $0.command = ["node", "/o.mjs"]
    }
    let plan = try make(definition) { command, path in
      asked.append("\(command) in \(path ?? "nothing")")
      return "/own/bin/node"
    }.get()
    #expect(asked == ["node in /own/bin"])
    #expect(plan.prefix == ["/own/bin/node", "/o.mjs", "--profile", "work"])
    #expect(plan.arguments == plan.prefix + ["gateway", "run", "--port", "20000"] && plan.port == 20000)
  }

  @Test func `variables that the shell lends and nothing else supplies are all named, in order`() throws {
    let shell = ["HOME": "/h", "OPENCLAW_B": "1", "OPENCLAW_A": "2", "OPENCLAW_C": "3", "PLAIN": "4"]
    let definition = try work {
      $0.missingVariables = ["OPENCLAW_B", "OPENCLAW_A", "OPENCLAW_C", "PLAIN", "NOWHERE"]
      $0.environment = ["OPENCLAW_C": "own"]
    }
    let message = refusal(make(definition, environment: shell))
    #expect(message?.contains("refers to OPENCLAW_A, OPENCLAW_B, which") == true)
    #expect(message?.contains("/h/.openclaw-work/.env") == true)
  }

  @Test func `the plan says which variables the child does not get`() throws {
    let shell = ["HOME": "/h", "OPENCLAW_X": "1", "GATEHOUSE_RUN": "r", "LANG": "C", "JOURNAL_STREAM": "8:1"]
    let plan = try make(try work(), environment: shell).get()
    #expect(plan.dropped == ["GATEHOUSE_RUN", "JOURNAL_STREAM", "OPENCLAW_X"])
    #expect(plan.environment["LANG"] == "C")
    #expect(plan.dropped.allSatisfy { plan.environment[$0] == nil })
  }

  @Test func `--home is the child's home, and what the shell says of OpenClaw's is dropped`() throws {
    let shell = ["HOME": "/h", "OPENCLAW_HOME": "/claw"]
    let plan = try make(try work(), home: "/demo", environment: shell).get()
    #expect(plan.environment["HOME"] == "/demo" && plan.environment["OPENCLAW_HOME"] == nil)
    #expect(plan.workingDirectory == "/demo" && plan.dropped == ["OPENCLAW_HOME"])
  }

  @Test func `the default profile is selected by no flag and no variable`() throws {
    let plan = try make(try ModelSamples.definition("default") { $0.startPort = 18789 }).get()
    #expect(plan.arguments == ["/bin/openclaw", "gateway", "run", "--port", "18789"])
    #expect(plan.environment["OPENCLAW_PROFILE"] == nil)
  }

  @Test func `only names that are known to be harmless show their values`() throws {
    let definition = try work {
      $0.environment = [
        "API_KEY": "hunter22", "OPENCLAW_GATEWAY_TOKEN": "hunter23", "X": "a\(StartCommand.unknown)b",
      ]
    }
    let shown = try make(definition).get().shownEnvironment
    let values = Dictionary(shown.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(values["API_KEY"] == Redactor.mask && values["OPENCLAW_GATEWAY_TOKEN"] == Redactor.mask)
    #expect(values["PATH"] == "/bin" && values["OPENCLAW_STATE_DIR"] == "/h/.openclaw-work")
    #expect(values["X"]?.contains("not known") == true)
    #expect(shown.map(\.name) == shown.map(\.name).sorted())
    #expect(shown.filter(\.isOpenClaw).allSatisfy { $0.name.hasPrefix("OPENCLAW_") })
    #expect(shown.contains { $0.isOpenClaw } && shown.contains { !$0.isOpenClaw })
  }
}
