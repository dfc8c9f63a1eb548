import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// Unit files are read again when they, or what they name, change, and only then.
@Suite(.computing) struct UnitRereadTests {
  private static let user = "/h/.config/systemd/user"
  private static let path = "\(user)/openclaw-gateway.service"

  private func reader(_ files: ChangingFiles) -> UnitReader {
    let host = files.host()
    return UnitReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
  }

  private let text =
    "[Service]\nEnvironmentFile=-/h/bot.env\nExecStart=/h/bin/claw.sh\n"
    + "Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway\n"
  private let script = "#!/bin/sh\nexec /usr/bin/openclaw gateway --port 20001\n"

  @Test func `what did not change is not read again`() {
    let files = ChangingFiles([Self.path: text, "/h/bin/claw.sh": script, "/h/bot.env": "A=1\n"])
    var reader = reader(files)
    #expect(reader.read(services: []).first?.port == 20001)
    #expect(files.takeReads()[Self.path] != nil)
    #expect(reader.read(services: []).first?.port == 20001)
    #expect(files.takeReads() == [:])
  }

  @Test func `each file that a unit was read from makes it be read again`() {
    let files = ChangingFiles([Self.path: text, "/h/bin/claw.sh": script, "/h/bot.env": "A=1\n"])
    var reader = reader(files)
    func read() -> UnitFile? { reader.read(services: []).first }
    #expect(read()?.environment["A"] == "1")
    files.write("/h/bot.env", "A=22\n")
    #expect(read()?.environment["A"] == "22")
    files.write("/h/bin/claw.sh", script.replacing("20001", with: "20002"))
    #expect(read()?.port == 20002)
    files.write(Self.path, text + "Environment=B=3\n")
    #expect(read()?.environment["B"] == "3")
  }

  @Test func `a file that may be missing counts as soon as it is there`() {
    let files = ChangingFiles([Self.path: text, "/h/bin/claw.sh": script])
    var reader = reader(files)
    #expect(reader.read(services: []).first?.environment["A"] == nil)
    files.write("/h/bot.env", "A=1\n")
    #expect(reader.read(services: []).first?.environment["A"] == "1")
  }

  @Test func `a script that is written later makes a unit of it`() {
    let unit = "[Service]\nExecStart=/h/bin/openclaw-run.sh\n"
    let files = ChangingFiles(["\(Self.user)/bot.service": unit])
    var reader = reader(files)
    #expect(reader.read(services: []) == [])
    files.write("/h/bin/openclaw-run.sh", script)
    #expect(reader.read(services: []).first?.port == 20001)
  }

  @Test func `a drop-in that comes and goes is followed`() {
    let files = ChangingFiles([Self.path: "[Service]\nExecStart=/usr/bin/openclaw gateway\n"])
    var reader = reader(files)
    #expect(reader.read(services: []).first?.port == nil)
    let dropIn = "\(Self.path).d/port.conf"
    files.write(dropIn, "[Service]\nEnvironment=OPENCLAW_GATEWAY_PORT=20005\n")
    #expect(reader.read(services: []).first?.port == 20005)
    files.remove(dropIn)
    #expect(reader.read(services: []).first?.port == nil)
  }

  @Test func `a unit that is removed is gone, and one that is new is there`() {
    let files = ChangingFiles([Self.path: text, "/h/bin/claw.sh": script])
    var reader = reader(files)
    #expect(reader.read(services: []).count == 1)
    files.write("\(Self.user)/openclaw-gateway-b.service", text)
    #expect(reader.read(services: []).count == 2)
    files.remove(Self.path)
    #expect(reader.read(services: []).map(\.profile) == ["b"])
  }

  @Test func `a container file is a unit of its generator's name, with its drop-ins and its pod`() {
    let folder = "/h/.config/containers/systemd"
    let files = ChangingFiles([
      "\(folder)/claw.container": "[Container]\nImage=ghcr.io/openclaw/openclaw\nPod=claw.pod\n",
      "\(folder)/claw.pod": "[Pod]\nPublishPort=19789:18789\n",
      "\(folder)/claw.container.d/10.conf":
        "[Container]\nContainerName=box\n[Install]\nWantedBy=default.target\n",
    ])
    var reader = reader(files)
    let unit = reader.read(services: []).first
    #expect(unit?.name == "claw.service" && unit?.isEnabled == true && unit?.isUserUnit == true)
    #expect(unit?.container?.name == "box" && unit?.container?.hostPort == 19789)
    files.write("\(folder)/claw.pod", "[Pod]\nPublishPort=19790:18789\n")
    #expect(reader.read(services: []).first?.container?.hostPort == 19790)
  }

  @Test func `a unit file of the same name wins over what a generator would make, and templates make none`() {
    let folder = "/h/.config/containers/systemd"
    let container = "[Container]\nImage=ghcr.io/openclaw/openclaw\nPublishPort=19789:18789\n"
    let files = ChangingFiles([
      "\(folder)/openclaw-gateway.container": container, "\(folder)/claw@.container": container,
      "\(folder)/deep/box.container": container, "\(folder)/deep/er/none.container": container,
      Self.path: "[Service]\nExecStart=/usr/bin/openclaw gateway --port 20009\n",
    ])
    var reader = reader(files)
    let found = reader.read(services: [])
    #expect(found.map(\.name).sorted() == ["box.service", "openclaw-gateway.service"])
    #expect(found.first { $0.name == "openclaw-gateway.service" }?.port == 20009)
  }
}
