import GatewayModel
import Testing

/// What a control group says of a process.
@Suite struct ControlGroupTests {
  static let user = "/user.slice/user-1000.slice/user@1000.service/app.slice"

  @Test(
    arguments: [
      (user + "/openclaw-gateway.service", true, true),
      (user + "/openclaw-gateway.service/browser", true, true),
      (user + "/openclaw-gateway-lab.service", true, false),
      (user + "/x-openclaw-gateway.service", true, false),
      ("/user.slice/user@1001.service/app.slice/openclaw-gateway.service", true, false),
      // In a container a user's manager may stand at the root.
      ("/openclaw-gateway.service", true, true), ("/system.slice/openclaw-gateway.service", true, false),
      ("/system.slice/openclaw-gateway.service", false, true),
      (user + "/openclaw-gateway.service", false, false), (nil, true, false), ("", false, false),
    ] as [(String?, Bool, Bool)])
  func `a unit's group is its own manager's`(_ row: (group: String?, isUserUnit: Bool, isIt: Bool)) {
    let unit = UnitFile(name: "openclaw-gateway.service", path: "/u", isUserUnit: row.isUserUnit)
    #expect(ControlGroup.isOf(unit, row.group, userID: 1000) == row.isIt)
  }

  @Test(
    arguments: [
      (user + "/run-u7.service", "run-u7.service"), ("/system.slice/claw.service", "claw.service"),
      ("/system.slice/claw.service/child", "claw.service"), (user + "/tmux-spawn-1.scope", nil),
      ("/user.slice/user-1000.slice/session-3.scope", nil),
      // What starts people's own programs is no service of a gateway.
      ("/system.slice/cron.service", nil), ("/system.slice/sshd.service", nil),
      ("/user.slice/user-1000.slice/user@1000.service/init.scope", nil),
      ("/user.slice/user-1000.slice/user@1000.service", nil),
      ("/system.slice/system-getty.slice/getty@tty1.service", nil),
      ("/user.slice", nil), ("/", nil), ("", nil), (nil, nil),
    ] as [(String?, String?)])
  func `a service is told from a session`(_ row: (group: String?, service: String?)) {
    #expect(ControlGroup.service(row.group) == row.service)
  }

  static let number = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

  @Test(
    arguments: [
      ("/system.slice/docker-\(number).scope", "0123456789ab"), ("/docker/\(number)", "0123456789ab"),
      ("/docker/\(number)/init", "0123456789ab"),
      ("/machine.slice/libpod-\(number).scope/container", "0123456789ab"),
      ("/kubepods/cri-containerd-\(number).scope", "0123456789ab"), ("/lxc.payload.web/system.slice", "web"),
      ("/system.slice/docker-abc.scope", nil), ("/system.slice/docker.service", nil),
      ("/docker/\(number.dropLast())", nil), (user + "/openclaw-gateway.service", nil), (nil, nil),
    ] as [(String?, String?)])
  func `a container is known by its engine's name for it`(_ row: (group: String?, name: String?)) {
    #expect(ControlGroup.container(row.group) == row.name)
  }
}
