import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Records

@Suite(.computing) struct RedactorTests {
  @Test func `a secret within a longer one leaves nothing behind`() {
    let redactor = Redactor(["abcd", "abcd-efgh"])
    #expect(redactor.redact("x abcd-efgh y abcd") == "x ••• y •••")
  }
}

@Suite(.computing) struct LockRecordTests {
  @Test func `a lock is read by content`() {
    let lock = LockRecord(
      path: "p", text: "{\"pid\":4121,\"createdAt\":\"x\",\"configPath\":\"/h/c.json\",\"startTime\":77}")
    #expect(lock == LockRecord(path: "p", pid: 4121, configPath: "/h/c.json", startTicks: 77))
  }

  @Test(arguments: [
    "", "{", "{\"pid\":4121}", "{\"pid\":0,\"configPath\":\"/c\"}", "{\"pid\":-1,\"configPath\":\"/c\"}",
    "[]",
    "{\"pid\":1e20,\"configPath\":\"/c\"}", "{\"pid\":5,\"configPath\":\"/c\",\"role\":\"maintenance\"}",
  ])
  func `a torn or foreign file is no lock`(text: String) {
    #expect(LockRecord(path: "p", text: text) == nil)
  }

  @Test func `a reused number is another process`() {
    let lock = LockRecord(path: "p", pid: 9, configPath: "/c", startTicks: 77)
    func facts(_ ticks: UInt64, state: Character = "S") -> ProcessFacts {
      ProcessFacts(identity: .init(pid: 9, startTicks: ticks), name: "x", state: state)
    }
    #expect(lock.matches(facts(77)))
    #expect(!lock.matches(facts(78)))
    #expect(!lock.matches(facts(77, state: "Z")))
  }
}

@Suite(.computing) struct GatehouseConfigTests {
  @Test func `the example of the documentation is understood`() throws {
    let config = try GatehouseConfigReader.parse(
      """
      { openclaw: ["openclaw"],
        gateways: { lab: { configPath: "~/.openclaw/lab.json", stateDir: "~/.openclaw-lab", port: 20789,
          command: ["node", "/opt/openclaw/openclaw.mjs"], environment: { NODE_OPTIONS: "--max-old-space-size=512" } } },
        rescue: { main: "default", rescue: "rescue" },
        probe: { intervalSeconds: 2, timeoutSeconds: 3, failuresToDown: 3, successesToUp: 1 },
        theme: "terminal", mouse: false }
      """, file: "c")
    #expect(config.declared.first?.port == 20789)
    #expect(config.rescueName == "rescue")
  }

  @Test(arguments: [
    ("{ gatways: {} }", "c:1:3: Gatehouse knows no such key"),
    ("{ gateways: { a: { port: 0 } } }", "c:1:26: port must be a whole number from 1 to 65535"),
    ("{ openclaw: 'x' }", "c:1:13: a list of texts is expected here, the command first"),
    ("{ probe: { intervalSeconds: 0 } }", "c:1:29: seconds from 0.1 to 3600 are expected here"),
    ("{ mouse: 1 }", "c:1:10: true or false is expected here"),
    ("{ theme: 'pink' }", "c:1:10: theme is \"terminal\" or \"mono\""),
    ("[", "c:1:2: the file ends where a value is expected"),
  ])
  func `a mistake is named by its place`(text: String, message: String) {
    do throws(GatehouseConfigProblem) {
      _ = try GatehouseConfigReader.parse(text, file: "c")
      Issue.record("accepted")
    } catch {
      #expect(error.description == message)
    }
  }
}
