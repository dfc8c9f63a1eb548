import GatewayModel
import Host
import OpenClaw
import Presentation
import TestSupport
import Testing

/// What a person reads when something is refused: whom it is about, why, and what to do.
struct ActionRefusalWordsTests {
  private static let denied = FileFailure.denied

  typealias Row = RefusalRow

  @Test(arguments: [
    Row(.gone, "this gateway is gone"),
    Row(.target(.gone(name: "lab")), "lab is gone"),
    Row(
      .target(.kept(name: "lab", by: "pm2", command: nil)),
      "lab is kept by pm2, which would start it again or beside it"),
    Row(
      .target(.kept(name: "lab", by: "pm2", command: "pm2 restart lab")),
      "lab is kept by pm2, which would start it again or beside it: `pm2 restart lab`"),
    Row(
      .target(.client(name: "far", host: "nas")),
      "far is a client profile (gateway.mode: remote, to nas): OpenClaw starts no gateway from it"),
    Row(
      .target(.client(name: "far", host: nil)),
      "far is a client profile (gateway.mode: remote): OpenClaw starts no gateway from it"),
    Row(
      .target(.container(name: "box", unit: nil)),
      "box runs in a container: start and stop it with what made it (docker, podman)"),
    Row(
      .target(.unclaimed(name: "pid 12")),
      "pid 12 is claimed by nothing: `gatehouse declare` prints the lines that would claim it"),
    Row(
      .target(.notOurs(name: "lab", verb: .restart, foreign: "pid 9 of user 1001")),
      "lab is not this user's to restart: pid 9 of user 1001"),
    Row(
      .target(.runsForeign(name: "lab", foreign: "pid 9 of user 1001")),
      "lab runs already: pid 9 of user 1001, on the same config and state directory"),
    Row(
      .target(.unproven(name: "lab", pid: 9)),
      "pid 9 looks like lab, but neither a run record nor a lock with its start time proves it; nothing was signalled"
    ),
    Row(
      .target(.restartedBy(name: "lab", keeper: "pm2 (pid 3)")),
      "lab was started by pm2 (pid 3), which starts it again when it ends: restart it there, so that there are not two of it"
    ),
  ])
  func `a gateway that is not ours to act on is named, with who may`(_ row: Row) {
    #expect(row.refusal.message == row.words)
  }

  @Test(arguments: [
    Row(.busy(.underWay(name: "lab", operation: .restart)), "lab: restart is under way already"),
    Row(.busy(.calledOff(name: "lab", action: .start)), "the start of lab was called off"),
    Row(
      .busy(.calledOffBeforeItsTurn(name: "lab")), "what was to be done to lab was called off before its turn"
    ),
    Row(.busy(.calledOffBeforeWriting), "it was called off before anything was written"),
    Row(.busy(.actedOn(name: "lab")), "another Gatehouse is acting on lab just now"),
    Row(
      .busy(.actedOnUnasked(name: "lab", denied)),
      "another Gatehouse is acting on lab just now, and it could not be asked to give its start up: permission denied"
    ),
    Row(
      .busy(.launchLockHeld(path: "/s/launch.lock")),
      "another Gatehouse has been launching something for 10 s: /s/launch.lock"),
    Row(.busy(.lockFolder(path: "/s/locks", denied)), "/s/locks cannot be made: permission denied"),
    Row(.busy(.lock(name: "lab", denied)), "the lock of lab cannot be taken: permission denied"),
  ])
  func `what is under way is said of whom, and what it waits for`(_ row: Row) {
    #expect(row.refusal.message == row.words)
  }

  @Test(arguments: [
    Row(
      .start(.noConfig(name: "lab", path: "~/l.json", command: "openclaw --profile lab setup")),
      "lab has no config at ~/l.json: `openclaw --profile lab setup` makes one"),
    Row(
      .start(.configWrong(name: "lab", problem: "~/l.json:3:7: a comma is missing")),
      "the config of lab is wrong: ~/l.json:3:7: a comma is missing"),
    Row(
      .start(.portOfGateway(port: 18789, name: "lab", owner: "default", holder: "node 12")),
      "port 18789 of lab is default's, which runs there (node 12): give lab another gateway.port"),
    Row(
      .start(.portHeld(port: 18789, name: "lab", holder: "nginx 7")),
      "port 18789 of lab is held by nginx 7; stop that process, or give lab another gateway.port"),
    Row(
      .start(.collision(name: "lab", .stateDirShared, detail: "They share it.", fix: "Part them.")),
      "lab would collide with what runs now (state-dir-shared): They share it. Part them. `gatehouse start --force lab` starts it all the same."
    ),
    Row(
      .start(.usesBrowsers(name: "lab", pid: 12)), "lab runs (pid 12) and uses its browsers: stop it first"),
    Row(.start(.launch(.gone)), "this gateway is gone"),
    Row(
      .start(.launch(.placesUnknown(name: "lab", doubt: "$X is set nowhere"))),
      "which config and state directory lab has is not known ($X is set nowhere)"),
    Row(
      .start(.launch(.portUnknown(name: "lab", doubt: "its script decides", config: "/l.json"))),
      "the port of lab is not known (its script decides): write gateway.port into /l.json"),
    Row(
      .start(.launch(.portUnknown(name: "lab", doubt: nil, config: "/l.json"))),
      "the port of lab is not known: write gateway.port into /l.json"),
    Row(
      .start(
        .launch(
          .variablesLost(name: "lab", variables: ["A", "B"], stateDir: "/h/.l", configFile: "/h/g.json5"))),
      "the config of lab refers to A, B, which this shell has but a gateway must not inherit; set it in /h/.l/.env or in the gateway's `environment` in /h/g.json5"
    ),
    Row(
      .start(.launch(.noOpenClaw(command: "openclaw", configFile: "/h/g.json5"))),
      "the command openclaw is not there; install OpenClaw, or name its command as `openclaw` in /h/g.json5"),
    Row(.start(.launch(.noCommand("brew"))), "the command brew is not there"),
  ])
  func `a start that would not work says why, with the remedy`(_ row: Row) {
    #expect(row.refusal.message == row.words)
  }

  @Test(arguments: [
    Row(
      .unit(.noManager(unit: "o.service")),
      "o.service is installed, but no service manager answers here; a second copy beside it is started only with `gatehouse start --force`"
    ),
    Row(
      .unit(.systemUnit("o.service")),
      "o.service is a unit of the system: use `sudo systemctl start|stop|restart o.service`"),
    Row(
      .unit(.managerSilent(name: "lab", unit: "o.service")),
      "lab is run by o.service, whose manager does not answer; nothing was signalled"),
    Row(
      .unit(.runsBeside(name: "lab", pid: 12, unit: "o.service")),
      "lab runs already (pid 12), but not by o.service; stop it first, then start it: the unit runs it then"),
    Row(
      .unit(.unitDecidesRestarts(name: "lab", unit: "o.service")),
      "lab is restarted by o.service: its `Restart=` says when"),
  ])
  func `what is a unit's manager's to do says which unit`(_ row: Row) {
    #expect(row.refusal.message == row.words)
  }

  @Test(arguments: [
    Row(.file(.unreadable(path: "~/l.json")), "~/l.json cannot be read"),
    Row(
      .file(.unreadableToKeep(path: "~/l.json", denied)),
      "~/l.json cannot be read (permission denied), so it could not be kept: nothing replaces it"),
    Row(
      .file(.noBackup(name: "lab", id: "x1")), "lab has no copy x1; `gatehouse config copies lab` lists them"),
    Row(
      .file(.noBackupYet(name: "lab", settle: 60)),
      "there is no copy of the config of lab yet: one is taken when it has worked for 60 s while a dashboard or `gatehouse up` watches"
    ),
    Row(
      .file(.outsideHome(path: "/etc/x", home: "/h")),
      "/etc/x lies outside /h and is not written by Gatehouse"),
    Row(.file(.changedMeanwhile(path: "~/l.json")), "~/l.json has changed meanwhile: look at it again"),
    Row(.file(.ofAnotherUser(path: "~/l.json")), "~/l.json belongs to another user"),
    Row(.file(.noLog(.noOwnFile)), "no log file of OpenClaw's own is found for it"),
    Row(
      .file(.noLog(.inJournal(command: "journalctl -u o"))),
      "its output goes to the journal: journalctl -u o -f"),
    Row(
      .file(.noLog(.startedElsewhere)), "Gatehouse has not started it, so its output went elsewhere"),
    Row(.file(.unreadableLog(path: "/l.log", denied)), "/l.log cannot be read: permission denied"),
    Row(
      .file(.unwritableLogCopy(path: "/l.log", denied)),
      "the copy /l.log cannot be written: permission denied"),
  ])
  func `a file that cannot be had is named`(_ row: Row) {
    #expect(row.refusal.message == row.words)
  }

  @Test func `a unit in a container is driven by its own manager's command`() {
    var unit = UnitFile(name: "box.service", path: "/u/box.service")
    unit.isUserUnit = true
    let refusal = ActionRefusal.target(.container(name: "box", unit: .init(unit)))
    #expect(refusal.message.hasSuffix("(docker, podman, or `systemctl --user start|stop box.service`)"))
    unit.isUserUnit = false
    let system = ActionRefusal.target(.container(name: "box", unit: .init(unit)))
    #expect(system.message.hasSuffix("(docker, podman, or `systemctl start|stop box.service`)"))
  }

  @Test func `a broken backup says where it is broken`() {
    let problem = ConfigProblem(file: "~/l.json", line: 3, column: 7, message: "a comma is missing")
    let words = ActionRefusal.file(.backupBroken(id: "x1", problem)).message
    #expect(words.hasPrefix("the copy x1 is no config any more: ") && words.contains("~/l.json:3:7"))
  }

  @Test func `a remark stands behind the reason, and several in their order`() {
    let refusal = ActionRefusal.remarked(.remarked(.gone, "first"), "second")
    #expect(refusal.message == "this gateway is gone; first; second")
  }

  @Test func `only a lock that another Gatehouse holds for a moment passes by itself`() {
    #expect(ActionRefusal.busy(.actedOn(name: "lab")).isPassing)
    #expect(ActionRefusal.remarked(.busy(.actedOn(name: "lab")), "x").isPassing)
    let lasting: [ActionRefusal] = [
      .gone, .busy(.lock(name: "lab", Self.denied)), .busy(.underWay(name: "lab", operation: .stop)),
      .busy(.actedOnUnasked(name: "lab", Self.denied)), .remarked(.gone, "x"),
    ]
    for refusal in lasting { #expect(!refusal.isPassing, "\(refusal.message)") }
  }
}
