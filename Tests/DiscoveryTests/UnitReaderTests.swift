import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// Which unit files there are, which of equal names counts, and when a file is read again.
@Suite(.computing) struct UnitReaderTests {
  private static let user = "/h/.config/systemd/user"

  private func unit(_ port: Int) -> String {
    "[Service]\nExecStart=/usr/bin/openclaw gateway --port \(port)\n"
  }

  private func reader(_ files: ChangingFiles, home: String? = nil) -> UnitReader {
    let host = files.host()
    return UnitReader(host: host, paths: GatehousePaths(home: home, config: nil, system: host.system))
  }

  private func read(
    _ files: [String: String], links: [String: String] = [:], home: String? = nil,
    services: [ServiceStatus] = []
  ) -> [UnitFile] {
    var reader = reader(ChangingFiles(files, links: links), home: home)
    return reader.read(services: services)
  }

  @Test(
    arguments: [
      ("/h/.config/systemd/user", "/h/.local/share/systemd/user"),
      ("/h/.config/systemd/user", "/etc/systemd/user"),
      ("/etc/systemd/user", "/h/.local/share/systemd/user"), ("/etc/systemd/user", "/run/systemd/user"),
      ("/run/systemd/user", "/h/.local/share/systemd/user"),
      ("/h/.local/share/systemd/user", "/usr/share/systemd/user"),
      ("/etc/systemd/user", "/usr/lib/systemd/user"), ("/etc/systemd/system", "/run/systemd/system"),
      ("/run/systemd/system", "/usr/lib/systemd/system"),
      ("/usr/local/lib/systemd/system", "/lib/systemd/system"),
    ])
  func `of one name in two directories the first one counts`(strong: String, weak: String) {
    let found = read([
      "\(strong)/openclaw-gateway.service": unit(20001), "\(weak)/openclaw-gateway.service": unit(20002),
    ])
    #expect(found.map(\.path) == ["\(strong)/openclaw-gateway.service"])
    #expect(found.first?.port == 20001)
  }

  @Test func `a unit file wins over a quadlet that gives its unit the same name`() {
    let found = read([
      "/h/.config/containers/systemd/claw.container":
        "[Container]\nServiceName=openclaw-gateway\nImage=ghcr.io/openclaw/openclaw\nPublishPort=1:18789\n",
      Self.user + "/openclaw-gateway.service": unit(20001),
    ])
    #expect(found.map(\.path) == [Self.user + "/openclaw-gateway.service"])
  }

  @Test func `a user's unit and the machine's of one name are two`() {
    let found = read([
      "\(Self.user)/openclaw-gateway.service": unit(20001),
      "/etc/systemd/system/openclaw-gateway.service": unit(20002),
    ])
    #expect(found.map(\.isUserUnit) == [true, false])
    #expect(found.map(\.home) == ["/h", "/root"])
  }

  @Test func `a link to nowhere masks the unit of the same name behind it`() {
    let found = read(
      ["/usr/lib/systemd/user/openclaw-gateway.service": unit(20001)],
      links: ["\(Self.user)/openclaw-gateway.service": "/dev/null"])
    #expect(found == [])
  }

  @Test func `an alias is the unit that it leads to, and enables it`() {
    let files = ["\(Self.user)/openclaw-gateway.service": unit(20001)]
    let alias = ["\(Self.user)/claw.service": "openclaw-gateway.service"]
    let found = read(
      files.merging(["\(Self.user)/default.target.wants/claw.service": ""]) { a, _ in a }, links: alias)
    #expect(found.map(\.name) == ["openclaw-gateway.service"])
    #expect(found.first?.isEnabled == true)
    #expect(read(files, links: alias).first?.isEnabled != true)
  }

  @Test func `a link to a unit that lies elsewhere is that unit under its own name`() {
    let found = read(
      ["/srv/claw/bot.service": unit(20003)], links: ["\(Self.user)/bot.service": "/srv/claw/bot.service"])
    #expect(found.map(\.name) == ["bot.service"] && found.first?.port == 20003)
  }

  @Test(arguments: ["default.target.wants", "claw.target.requires"])
  func `what a target wants or requires is enabled`(folder: String) {
    let found = read([
      "\(Self.user)/openclaw-gateway.service": unit(20001),
      "\(Self.user)/openclaw-gateway-b.service": unit(20002),
      "/etc/systemd/user/\(folder)/openclaw-gateway-b.service": "",
    ])
    #expect(found.count == 2)
    #expect(found.filter { $0.isEnabled == true }.map(\.name) == ["openclaw-gateway-b.service"])
  }

  @Test func `what the machine wants enables no unit of a user's`() {
    let found = read([
      "\(Self.user)/openclaw-gateway.service": unit(20001),
      "/etc/systemd/system/multi-user.target.wants/openclaw-gateway.service": "",
    ])
    #expect(found.map(\.isEnabled) == [nil])
  }

  @Test func `a template runs nothing, and each instance that something wants is a unit`() {
    let template = "[Service]\nExecStart=/usr/bin/openclaw --profile %i gateway\n"
    let place = "\(Self.user)/openclaw@.service"
    #expect(read([place: template]) == [])
    let found = read([
      place: template, "\(Self.user)/default.target.wants/openclaw@ops.service": "",
      "\(Self.user)/default.target.wants/openclaw@lab.service": "",
    ])
    #expect(found.map(\.name) == ["openclaw@lab.service", "openclaw@ops.service"])
    #expect(found.map(\.profile) == ["lab", "ops"])
    #expect(found.map(\.path) == [place, place])
  }

  @Test func `an instance that only the manager knows is read from its template`() {
    let place = "\(Self.user)/openclaw@.service"
    var status = ServiceStatus(unit: "openclaw@ops.service", activeState: .active)
    status.fragmentPath = place
    let files = [place: "[Service]\nExecStart=/usr/bin/openclaw --profile %i gateway\n"]
    #expect(read(files, services: [status]).map(\.profile) == ["ops"])
    status.fragmentPath = nil
    #expect(read(files, services: [status]) == [])
  }

  @Test func `OpenClaw's node service is none, whatever it starts`() {
    #expect(read(["\(Self.user)/openclaw-node.service": unit(20001)]) == [])
  }

  @Test(arguments: [(nil, 1), ("openclaw-gateway-x.timer", 0), ("other.timer", 1)] as [(String?, Int)])
  func `a service of a gateway's name that a timer starts is a helper`(timer: String?, count: Int) {
    let files = ChangingFiles([
      "\(Self.user)/openclaw-gateway-x.service": "[Service]\nExecStart=/opt/claw/x.sh\n",
      "/opt/claw/x.sh": "", "/h/.openclaw-x/openclaw.json": "{}",
    ])
    files.deny("/opt/claw/x.sh")
    if let timer { files.write("\(Self.user)/\(timer)", "") }
    var reader = reader(files)
    #expect(reader.read(services: []).count == count)
  }

  @Test func `drop-ins of all directories of one manager count, and of the other's none`() {
    let found = read([
      "\(Self.user)/openclaw-gateway.service": unit(20001),
      "/etc/systemd/user/openclaw-gateway.service.d/10.conf": "[Service]\nEnvironment=A=user\n",
      "/etc/systemd/system/openclaw-gateway.service.d/20.conf": "[Service]\nEnvironment=A=system\n",
    ])
    #expect(found.first?.environment["A"] == "user")
  }

  @Test func `the manager knows drop-ins of its own, unless the files changed since`() {
    let files = [
      "\(Self.user)/openclaw-gateway.service": unit(20001),
      "\(Self.user)/openclaw-gateway.service.d/10.conf": "[Service]\nEnvironment=A=folder\n",
      "/run/x/50.conf": "[Service]\nEnvironment=A=transient\n",
    ]
    var status = ServiceStatus(
      unit: "openclaw-gateway.service", activeState: .active, dropInPaths: ["/run/x/50.conf"])
    #expect(read(files, services: [status]).first?.environment["A"] == "transient")
    status.needsReload = true
    #expect(read(files, services: [status]).first?.environment["A"] == "folder")
  }

  @Test func `of a home that was named the units of that home are shown, and not those of one's own`() {
    let files = [
      "/h/.config/systemd/user/openclaw-gateway.service": unit(20001),
      "/o/.config/systemd/user/openclaw-gateway-b.service": unit(20002),
    ]
    #expect(read(files, home: "/o").map(\.home) == ["/o"])
    #expect(read(files).map(\.home) == ["/h"])
  }

  @Test func `a gateway's unit that nobody may read is said to be so, and any other is passed over`() {
    let files = ChangingFiles([
      "\(Self.user)/openclaw-gateway-b.service": unit(20001), "\(Self.user)/bot.service": unit(20002),
    ])
    files.deny("\(Self.user)/openclaw-gateway-b.service")
    files.deny("\(Self.user)/bot.service")
    var reader = reader(files)
    let found = reader.read(services: [])
    #expect(found.map(\.name) == ["openclaw-gateway-b.service"])
    #expect(found.first?.profile == "b" && found.first?.port == nil)
    #expect(found.first?.problems.first?.contains("permission denied") == true)
  }
}
