import GatewayModel
import Host
import Presentation
import Testing

/// What a person reads when something was tried and did not come about.
struct ActionFailureWordsTests {
  private static let full = FileFailure.system("no space left on device")

  struct Row: Sendable, CustomTestStringConvertible {
    var failure: ActionFailure
    var words: String

    init(_ failure: ActionFailure, _ words: String) {
      self.failure = failure
      self.words = words
    }

    var testDescription: String { words }
  }

  @Test(arguments: [
    Row(.file(.cannotMake(path: "/s/logs", full)), "/s/logs cannot be made: no space left on device"),
    Row(
      .file(.runRecord(name: "lab", full, left: nil)),
      "the run record of lab cannot be written: no space left on device"),
    Row(
      .file(.runRecord(name: "lab", full, left: .wouldNotEnd(name: "lab", what: "node 12"))),
      "the run record of lab cannot be written: no space left on device; lab: node 12 would not end"),
    Row(
      .file(.stopRecord(name: "lab", path: "~/runs", full)),
      "lab is stopped, but that cannot be written to ~/runs (no space left on device): whoever supervises it may start it again"
    ),
    Row(.file(.policy(name: "lab", full)), "the policy of lab cannot be written: no space left on device"),
    Row(.file(.unwritable(path: "~/u", full)), "~/u cannot be written: no space left on device"),
    Row(
      .file(.backupNote(full)),
      "what is to be replaced cannot be written down (no space left on device), so nothing was"),
    Row(
      .file(.backup(full)), "what is there cannot be kept (no space left on device), so nothing was replaced"),
    Row(
      .file(.restore(path: "~/l.json", full, left: [])),
      "~/l.json cannot be written: no space left on device; everything is as it was"),
    Row(
      .file(.restore(path: "~/l.json", full, left: ["~/a.json", "~/b.json"])),
      "~/l.json cannot be written: no space left on device; ~/a.json, ~/b.json could not be put back and is as in the copy"
    ),
  ])
  func `a file that was not written says what that means`(_ row: Row) {
    #expect(row.failure.message == row.words)
  }

  @Test(arguments: [
    Row(
      .start(name: "lab", .ended(how: "exit 78", isAgain: false), lines: [], left: nil),
      "lab ended while starting (exit 78)"),
    Row(
      .start(name: "lab", .ended(how: nil, isAgain: true), lines: ["a", "b"], left: nil),
      "lab ended while starting (it is gone, as the time before): a / b"),
    Row(.start(name: "lab", .calledOff, lines: [], left: nil), "the start of lab was called off"),
    Row(
      .start(name: "lab", .otherProcess(port: 18789), lines: [], left: nil),
      "port 18789 is answered by another process than the one started"),
    Row(
      .start(
        name: "lab", .silent(seconds: 60), lines: ["boot"],
        left: .endedButPortHeld(name: "lab", port: 1, holder: nil)),
      "lab did not answer within 60 s: boot; lab ended, but port 1 is held by another process"),
    Row(.launch(.cannotRun(path: "/bin/o")), "/bin/o cannot be run"),
    Row(
      .launch(.logFile(path: "/l.log", reason: "Is a directory")),
      "the log file /l.log cannot be opened: Is a directory"),
  ])
  func `a start that failed says how it ended, its last words, and what is left`(_ row: Row) {
    #expect(row.failure.message == row.words)
  }

  @Test(arguments: [
    Row(
      .stop(.runsSilent(name: "lab", pid: 12)),
      "lab runs (pid 12), but it does not answer; restart it, or stop it"),
    Row(
      .stop(.endedButPortHeld(name: "lab", port: 18789, holder: "nginx 7")),
      "lab ended, but port 18789 is held by nginx 7"),
    Row(.stop(.brokenOff(name: "lab")), "the stop of lab was broken off"),
    Row(
      .stop(.twin(name: "lab", pid: 12, other: 13)),
      "pid 12 of lab is stopped, but lab runs also as pid 13, which goes on: stop it where it was started"),
    Row(
      .stop(.browserWouldNotEnd(name: "lab", pid: 12)), "lab: its Chrome (pid 12) would not end"),
    Row(
      .unit(.manager(unit: "o.service", verb: "stopped", said: "Access denied")),
      "o.service could not be stopped: Access denied"),
    Row(
      .unit(.start(.looping(unit: "o.service", times: 3), unstopped: nil, log: "journalctl -u o")),
      "o.service is restarted again and again (3 times so far); `journalctl -u o` shows what it said"),
    Row(
      .unit(.start(.failed(unit: "o.service", result: "exit-code"), unstopped: "bus", log: "j")),
      "o.service failed (exit-code); it could not be stopped again: bus; `j` shows what it said"),
    Row(
      .unit(.start(.failed(unit: "o.service", result: nil), unstopped: nil, log: "j")),
      "o.service failed; `j` shows what it said"),
    Row(
      .unit(.start(.calledOff(unit: "o.service"), unstopped: nil, log: "j")),
      "the start of o.service was called off; `j` shows what it said"),
    Row(
      .unit(.start(.silent(name: "lab", seconds: 60), unstopped: nil, log: "j")),
      "lab did not answer within 60 s; `j` shows what it said"),
    Row(.unit(.stop(unit: "o.service", seconds: 100)), "o.service did not stop within 100 s"),
  ])
  func `what goes on running is named by process or unit`(_ row: Row) {
    #expect(row.failure.message == row.words)
  }

  @Test(arguments: [
    Row(
      .rescue(.unwritten(path: "~/r", full)), "the rescue cannot be written to ~/r: no space left on device"),
    Row(
      .rescue(.unwrittenAfter(text: "main is stopped", full)),
      "main is stopped; and that cannot be written down: no space left on device"),
    Row(
      .rescue(.unwrittenEnd(text: "done", full)),
      "done; and the end of the rescue cannot be written down: no space left on device"),
    Row(
      .rescue(.wouldNotEnd(command: "node", pid: 12)), "node 12 would not end"),
    Row(.rescue(.commandSilent(seconds: 120)), "openclaw did not end within 120 s"),
    Row(.rescue(.command(ending: "exit 1", last: "no bus")), "exit 1: no bus"),
    Row(
      .rescue(.layer(main: "default", layer: "ready", reason: "gateway-draining")),
      "default is not repaired: ready: gateway-draining"),
    Row(
      .rescue(.notSound(main: "default", seconds: 15)), "default is not repaired: it was not sound for 15 s"),
    Row(
      .rescue(.mainNotStarted(main: "default", rescue: "rescue", said: "no config")),
      "default could not be started, so rescue is left as it is: no config"),
    Row(.rescue(.wayBack(said: ["a", "b"])), "a; b"),
    Row(.remarked(.command("`x` ended with 1"), "not journalled"), "`x` ended with 1; not journalled"),
  ])
  func `a move of a rescue says what became of both`(_ row: Row) {
    #expect(row.failure.message == row.words)
  }
}
