import GatewayModel
import Host
import Presentation
import Testing

/// What a person reads when a rescue's pair, move, plan or set-up is refused.
struct RescueWordsTests {
  typealias Row = RefusalRow

  @Test(arguments: [
    Row(.pair(.nothingSeen), "nothing has been looked at yet"),
    Row(
      .pair(.torn(path: "~/r.json")),
      "~/r.json cannot be understood, so it is not known what a rescue has stopped or started; `gatehouse rescue --abandon` puts it aside"
    ),
    Row(
      .pair(.noMain(name: "m", configFile: "~/c")),
      "no gateway is called m; name the main one: `rescue: { main: \"NAME\" }` in ~/c"),
    Row(
      .pair(.ownRescue(main: "m")),
      "m cannot be its own rescue: name two gateways in `rescue` of Gatehouse's config"),
    Row(.pair(.noRescue(name: "r")), "no gateway is called r: `gatehouse rescue setup` plans one"),
    Row(
      .pair(.partyGone(main: "m", party: "r")),
      "a rescue of m is under way, and r is no gateway any more: `gatehouse rescue --abandon` forgets it"),
  ])
  func `a pair that is none`(_ row: Row) { #expect(row.refusal.message == row.words) }

  @Test(arguments: [
    Row(.move(.lockFolder(path: "~/l", .denied)), "~/l cannot be made: permission denied"),
    Row(.move(.lock(path: "~/l", .denied)), "the rescue's lock in ~/l cannot be taken: permission denied"),
    Row(.move(.another), "another Gatehouse is at the rescue just now; this one only looks on"),
    Row(.move(.movedOn), "the world has moved on since: look again at what is to be done"),
    Row(
      .move(.noMove(word: "verify", step: 2, title: "Evidence")), "verify means nothing at step 2, Evidence"),
    Row(.move(.choice("r is stopped")), "r is stopped"),
    Row(.move(.unitObjection("port 1 is lab's")), "port 1 is lab's"),
    Row(.move(.proofLeft), "the proof was left before its end"),
    Row(.move(.nothingOnPort(main: "m")), "nothing of m is left on its port"),
    Row(.move(.noGoodBackup(main: "m")), "no good copy differs from the config of m"),
    Row(.move(.noUnit(main: "m")), "m has no unit that could be reinstalled"),
    Row(.move(.nothingToUndo), "there is no repair that could be undone"),
    Row(.move(.nothingToTakeBack), "there is nothing to take back"),
    Row(
      .move(.notTheHolder(command: "node", pid: 7, port: 18789)),
      "node 7 is not what holds port 18789 any more"
    ),
    Row(.move(.outsideHome(path: "/etc/x", home: "/h")), "/etc/x lies outside /h"),
  ])
  func `a move that is not made`(_ row: Row) { #expect(row.refusal.message == row.words) }

  @Test(arguments: [
    Row(.plan(.planUnkept(path: "~/p", .denied)), "the plan cannot be kept in ~/p: permission denied"),
    Row(.plan(.noPlan(id: "ab12")), "there is no plan ab12; `gatehouse rescue --plan` makes one"),
    Row(
      .plan(.planOvertaken(id: "ab12", now: "cd34")),
      "the world has moved on since plan ab12: it is made anew as cd34"),
    Row(
      .plan(.worksAgain(main: "m", repair: "restore-proven")),
      "m works again: restore-proven is not made; plan without it"),
    Row(
      .plan(.nothingToRepair(repair: "end-orphan")),
      "there is nothing for end-orphan to repair any more; plan anew"),
    Row(
      .plan(.otherRepair(repair: "end-orphan", text: "node 8")),
      "end-orphan would be something else than was planned: node 8; plan anew"),
  ])
  func `a plan that is not carried out`(_ row: Row) { #expect(row.refusal.message == row.words) }

  @Test(arguments: [
    Row(.setup(.isThere(name: "r")), "r is there already: `gatehouse rescue status` says what it lacks"),
    Row(.setup(.noProfileName("a b")), "a b is no name that a profile can have"),
    Row(.setup(.noFreeBase), "no base port is free with all that derives from it"),
    Row(
      .setup(.portHits(port: 19001, hit: "main's control port", free: 19789)),
      "port 19001 would hit something: main's control port; 19789 is free"),
    Row(
      .setup(.portHits(port: 19001, hit: nil, free: 19789)), "port 19001 would hit something; 19789 is free"),
  ])
  func `a set-up that is not begun`(_ row: Row) { #expect(row.refusal.message == row.words) }
}
