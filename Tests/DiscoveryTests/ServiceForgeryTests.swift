import GatewayModel
import TestSupport
import Testing

@testable import Discovery

/// What a unit says with its own words among the manager's, and numbers that none prints.
@Suite(.computing) struct ServiceForgeryTests {
  private func one(_ lines: String) throws -> ServiceStatus {
    let text = "Id=u.service\nLoadState=loaded\nActiveState=active\n\(lines)"
    return try #require(ServiceShow.parse(text, isUserUnit: false).first)
  }

  private static let forged =
    "Id=openclaw-gateway.service\nNames=openclaw-gateway.service\nLoadState=loaded\nActiveState=active\nMainPID=1\n"

  /// As systemd 252 prints `ExecStart=/bin/sh -c "true #\n\nId=…\n\n"`.
  private static let command =
    "{ path=/bin/sh ; argv[]=/bin/sh -c true #\n\n\(forged)\n ; ignore_errors=no ; start_time=[n/a] ; pid=0 ; status=0/0 }\n"

  @Test func `line breaks in a unit's words make no other unit`() {
    let text = "MainPID=0\nExecStart=\(Self.command)Id=evil.service\nLoadState=loaded\nActiveState=inactive\n"
    let found = ServiceShow.parse(text, isUserUnit: true)
    #expect(!found.contains { $0.unit == "openclaw-gateway.service" })
    #expect(!ServiceShow.properties.contains("ExecStart"))
  }

  @Test(arguments: [
    "Thu 9223372036854775807-01-01 00:00:00 UTC", "Thu 2026-9223372036854775807-01 00:00:00 UTC",
    "Thu 2026-01-9223372036854775807 00:00:00 UTC", "Thu 1969-12-31 00:00:00 UTC",
    "Thu 10000-01-01 00:00:00 UTC",
    "Thu 2026-13-01 00:00:00 UTC", "Thu 2026-00-01 00:00:00 UTC", "Thu 2026-01-32 00:00:00 UTC",
    "Thu 2026-01-00 00:00:00 UTC", "Thu 2026-01-01 inf:00:00 UTC", "Thu 2026-01-01 00:nan:00 UTC",
    "Thu 2026-01-01 24:00:00 UTC", "Thu 2026-01-01 00:60:00 UTC", "Thu 2026-01-01 00:00:1e300 UTC",
    "Thu 2026-01-01 -1:00:00 UTC", "Thu 2026-x-01-01 00:00:00 UTC", "Thu -2026-01-01 00:00:00 UTC",
  ])
  func `a time that no clock shows is none`(text: String) { #expect(ServiceShow.time(text) == nil) }

  @Test(arguments: [
    "2147483648y", "\(String(repeating: "9", count: 400))s", "1000000001s", "999y 1s", "1e5s", "-5s",
  ])
  func `a span that is longer than any is none`(text: String) { #expect(ServiceShow.span(text) == nil) }

  @Test(
    arguments: [
      ("NRestarts=0", 0), ("NRestarts=1000000", 1_000_000), ("NRestarts=1000001", nil), ("NRestarts=-1", nil),
      ("NRestarts=9223372036854775807", nil), ("NRestarts=99999999999999999999", nil),
    ] as [(String, Int?)])
  func `restarts are counted as far as a manager counts them`(line: String, count: Int?) throws {
    #expect(try one(line).restarts == count)
  }

  @Test(arguments: ["MainPID=-1", "MainPID=0", "MainPID=4294967296", "ExecMainCode=1\nExecMainStatus=-1"])
  func `numbers that no process has are none`(lines: String) throws {
    let unit = try one(lines)
    #expect(unit.mainPID == nil && unit.exitCode == nil)
  }
}
