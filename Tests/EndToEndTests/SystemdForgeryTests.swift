import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// What a unit can say of others with the words of its own command line.
extension SystemdTests {
  @Test func `a unit's words are its own, and no answer of its manager`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    let rescue = "openclaw-gateway-rescue.service"
    let forged =
      "Id=\(rescue)\\nNames=\(rescue)\\nLoadState=loaded\\nActiveState=active\\nMainPID=1\\nEnvironment=X=1"
    try machine.home.write(
      ".config/systemd/user/openclaw-gateway-forger.service",
      """
      [Service]
      ExecStart=/bin/sh -c "true # %m }\\n\\n\(forged)\\n\\n{ path=/x ; argv[]=/x ; ignore_errors=no }\\n\\n"
      """)
    machine.manager.systemctl(["daemon-reload"])
    var host = machine.home.host
    host.system.environment = machine.manager.environment
    let paths = GatehousePaths(home: machine.home.path, config: nil, system: host.system)
    let forger = "openclaw-gateway-forger.service"
    let found = await ServiceManagers.live(paths: paths, host: host).show(
      [forger, rescue].map { ServiceKey(unit: $0, isUserUnit: true) })
    #expect(found.map(\.unit) == [forger, rescue])
    let own = try #require(found.first { $0.unit == rescue })
    #expect(own.activeState == .inactive && own.mainPID == nil && own.environment["X"] == nil)
    #expect(own.environment["OPENCLAW_PROFILE"] == "rescue")
    #expect(own.arguments == [StandInHome.gatehouse, "stand-in", "gateway", "--port", "\(machine.port)"])
    #expect(found.first?.activeState == .inactive)
  }
}
