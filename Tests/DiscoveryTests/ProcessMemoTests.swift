import Host
import TestSupport
import Testing

@testable import Discovery

/// Within one look each question about a process is asked once.
@Suite(.computing) struct ProcessMemoTests {
  @Test func `an answer stands until it is forgotten, also the answer that there is none`() {
    let played = PlayedProcesses([.init(pid: 20, environment: nil, group: "/a", sockets: [1])])
    let memo = ProcessMemo(played.processes)
    let processes = memo.processes
    for _ in 0..<2 {
      #expect(processes.facts(20)?.name == "openclaw-gatewa" && processes.facts(99) == nil)
      #expect(processes.environment(20) == nil && processes.controlGroup(20) == "/a")
      #expect(processes.sockets(20) == [1] && processes.userID(20) == 1000 && processes.view(20) == nil)
      #expect(processes.commandLine(20) == ["openclaw-gatewa"] && processes.pids() == [20])
    }
    let asked = played.takeAsked()
    #expect(asked.count == 9 && asked.values.allSatisfy { $0 == 1 }, "\(asked)")
    played.change(20) {
      $0.group = "/b"
      $0.environment = ["A": "1"]
    }
    #expect(processes.controlGroup(20) == "/a" && processes.environment(20) == nil)
    memo.forget()
    #expect(processes.controlGroup(20) == "/b" && processes.environment(20) == ["A": "1"])
  }

  @Test func `all processes are the numbers, each with its facts, and one that ended in between is left out`()
  {
    let played = PlayedProcesses([.init(pid: 20), .init(pid: 30)])
    var source = played.processes
    source.pids = { [20, 25, 30] }
    let memo = ProcessMemo(source)
    #expect(memo.processes.all().map(\.pid) == [20, 30])
    #expect(memo.processes.all().map(\.pid) == [20, 30])
    #expect(played.takeAsked()["facts 20"] == 1)
  }
}
