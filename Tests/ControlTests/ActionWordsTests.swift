import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// What is told of an action, and what of it becomes a line of the journal.
struct ActionWordsTests {
  @Test(arguments: [
    (ActionResult.already(""), Initiator.key, nil as Int32?, true), (.already(""), .up, nil, true),
    (.already(""), .policy, nil, false), (.already(""), .recovery, 5, false),
    (.refused(.gone), .key, nil, true),
    (.refused(.gone), .policy, nil, true), (.refused(.gone), .recovery, nil, false),
    (.refused(.gone), .recovery, 5, true),
    (.done(""), .recovery, nil, true), (.failed(.command("")), .recovery, nil, true),
    (.failed(.command("")), .policy, nil, true),
  ])
  func `what nobody asked for and changed nothing is no news`(
    result: ActionResult, by: Initiator, pid: Int32?, isWorth: Bool
  ) {
    var trace = ActionTrace(
      action: JournalAction(.start), name: "default", stateDir: "/s", by: by, gatehouse: 1)
    trace.target.pid = pid
    #expect(trace.isWorthALine(result) == isWorth)
  }

  @Test func `a remark is said once, behind the result, which stays what it was`() {
    let remarks = Remarks()
    for text in ["one", "two", "one"] { remarks.add(text) }
    #expect(remarks.added(to: .done("it runs")) == .done("it runs; one; two"))
    #expect(remarks.added(to: .refused(.gone)) == .refused("this gateway is gone; one; two"))
    #expect(remarks.added(to: .failed(.command("no"))) == .failed("no; one; two"))
    #expect(remarks.added(to: .already("so")) == .already("so; one; two"))
  }

  @Test(arguments: [
    (ActionStep.checking, false), (.launching, false), (.waitingForTurn, false), (.waitingForAnswer, false),
    (.starting, false), (.systemctl("start"), false), (.waitingForGatehouse, true), (.term(limit: 3), true),
    (.kill(limit: 5), true), (.draining(limit: 345), true), (.systemctlStop(limit: 100), true),
    (.endingBrowsers(signal: "TERM", limit: 10), true),
  ])
  func `the steps of a stop show a gateway as stopping`(step: ActionStep, isStopping: Bool) {
    #expect(step.isStopping == isStopping)
  }

  @Test func `a restart is shown as stopping, then as starting`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.run()
    let controller = home.controller()
    let heard = Heard()
    let id = try await home.gateway("default", controller).id
    #expect(await controller.perform(.restart, on: id) { heard.add($0) }.isSuccess)
    #expect(
      heard.all
        == [
          "TERM, at most 30 s", "starting", "launching", "waiting for listening",
          "listening, waiting for its answer",
        ])
    // The journal names the steps without their limits.
    #expect(home.journal.last?.steps.map(\.text).first == "TERM")
    #expect(home.journal.last?.steps.map(\.text).dropFirst().elementsEqual(heard.all.dropFirst()) == true)
  }

  @Test func `a name is a whole name, or what stands before the bracket of one alone`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()], "rescue": [.init()]])
    defer { home.remove() }
    var snapshot = await home.watcher().look(sweep: true)
    for (index, name) in ["lab (~/a)", "lab (~/b)", "rescue (~/x)"].enumerated() {
      snapshot.gateways[index].name = name
    }
    #expect(try Controller.resolve("rescue", in: snapshot).get().name == "rescue (~/x)")
    #expect(try Controller.resolve("lab (~/b)", in: snapshot).get().name == "lab (~/b)")
    for (name, words) in [
      ("lab", "lab could be lab (~/a) or lab (~/b); use the whole name"),
      ("la", "no gateway is called la; `gatehouse status` lists them"),
      ("", "no gateway is called ; `gatehouse status` lists them"),
    ] {
      guard case .failure(let problem) = Controller.resolve(name, in: snapshot) else {
        Issue.record("\(name) is resolved")
        continue
      }
      #expect(problem.message == words)
    }
  }
}
