import GatewayModel
import TestSupport
import Testing

@testable import Discovery

/// What `systemctl show` prints: systemctl(1), systemd.time(7).
@Suite(.computing) struct ServiceShowTests {
  private func one(_ lines: String) throws -> ServiceStatus {
    let units = ServiceShow.parse(
      "Id=u.service\nLoadState=loaded\nActiveState=active\n\(lines)", isUserUnit: false)
    return try #require(units.first)
  }

  @Test(
    arguments: [
      ("Thu 1970-01-01 00:00:00 UTC", 0), ("Fri 1970-01-02 00:00:01 UTC", 86401),
      ("Tue 2000-02-29 12:00:00 UTC", 951_825_600), ("Wed 2000-03-01 00:00:00 UTC", 951_868_800),
      ("Tue 2024-12-31 23:59:59 UTC", 1_735_689_599), ("Thu 2026-01-01 00:00:00 UTC", 1_767_225_600),
      ("Mon 2100-03-01 00:00:00 UTC", 4_107_542_400), ("Thu 2026-11-26 11:14:01.5 UTC", 1_795_691_641.5),
      ("Thu 2026-11-26 11:14:01 KST", nil), ("2026-11-26 11:14:01 UTC", nil), ("", nil), ("n/a", nil),
      ("Thu 2026-11 11:14:01 UTC", nil), ("Thu 2026-11-26 11:14 UTC", nil),
    ] as [(String, Double?)])
  func `a time is seconds since 1970, in UTC alone`(text: String, seconds: Double?) {
    #expect(ServiceShow.time(text) == seconds)
  }

  @Test(
    arguments: [
      ("5s", 5), ("1min 30s", 90), ("1h 2min 3s", 3723), ("2d 1h", 176_400), ("1w", 604_800),
      ("1min 5.500s", 65.5), ("250ms", 0.25), ("10us", 0.00001), ("infinity", nil), ("5 apples", nil),
      ("min", nil), ("0", 0), ("", nil), ("1month 2d", 2_802_600), ("1y", 31_557_600),
    ] as [(String, Double?)])
  func `a span is seconds, and nothing where it never ends`(text: String, seconds: Double?) throws {
    let found = ServiceShow.span(text)
    guard let seconds else {
      #expect(found == nil)
      return
    }
    #expect(abs(try #require(found) - seconds) < 1e-9)
  }

  @Test func `the names of a unit are its aliases too, and at least its own`() throws {
    #expect(try one("Names=a.service u.service").names == ["a.service", "u.service"])
    #expect(try one("").names == ["u.service"])
    #expect(try !one("").isUserUnit)
  }

  @Test(
    arguments: [("1", "78", 78), ("2", "9", nil), ("0", "0", nil), ("", "78", nil)]
      as [(String, String, Int32?)])
  func `a number is an exit code only where it exited`(code: String, status: String, exit: Int32?) throws {
    #expect(try one("ExecMainCode=\(code)\nExecMainStatus=\(status)").exitCode == exit)
  }

  @Test func `no main process is none, and blank properties say nothing`() throws {
    let unit = try one(
      "MainPID=0\nUnitFileState=\nFragmentPath=\nResult=\nInvocationID=\nNeedDaemonReload=no\nDropInPaths=")
    #expect(unit.mainPID == nil && unit.fileState == nil && unit.fragmentPath == nil && unit.result == nil)
    #expect(unit.invocation == nil && !unit.needsReload && unit.dropInPaths == [])
    #expect(try one("MainPID=77").mainPID == 77)
  }

  @Test func `a command line ends where the manager's own words begin`() throws {
    let line =
      "ExecStart={ path=/bin/sh ; argv[]=/bin/sh -c a ; b ; ignore_errors=yes ; start_time=[n/a] ; pid=0 }"
    #expect(try one(line).arguments == ["/bin/sh", "-c", "a", ";", "b"])
    #expect(try one("").arguments == [])
  }

  @Test func `a value may hold equals signs, and a unit without a state is left out`() throws {
    #expect(try one("Environment=A=b=c").environment == ["A": "b=c"])
    let text = "Id=a.service\nLoadState=loaded\n\nId=b.service\nLoadState=masked\nActiveState=inactive\n"
    #expect(ServiceShow.parse(text, isUserUnit: true).map(\.unit) == ["b.service"])
    #expect(ServiceShow.parse(text, isUserUnit: true).first?.loadState == "masked")
  }

  @Test func `blocks are parted by empty lines, be they many`() {
    let block = { (name: String) in "\n\nId=\(name)\nLoadState=loaded\nActiveState=active\n" }
    #expect(
      ServiceShow.parse(block("a.service") + block("b.service"), isUserUnit: true).map(\.unit)
        == ["a.service", "b.service"])
  }

  @Test func `all that is read is asked for`() throws {
    for name in [
      "Names", "MainPID", "NRestarts", "UnitFileState", "DropInPaths", "NeedDaemonReload", "ExecMainCode",
      "TimeoutStopUSec", "StateChangeTimestamp", "InvocationID",
    ] {
      #expect(ServiceShow.properties.contains(name), "\(name)")
    }
  }
}
