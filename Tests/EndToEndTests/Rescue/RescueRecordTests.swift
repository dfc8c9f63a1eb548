import Control
import Foundation
import GatewayModel
import Records
import Testing

extension RescueSuites {
  /// Records and pairs that are not what they should be.
  @Suite struct RescueRecordTests {
    @Test func `a rescue whose gateway is gone is forgotten on request, and puts nothing back`() async throws
    {
      let rescue = try RescueHome()
      try await rescue.toRepair()
      let pid = await rescue.gateway("rescue")?.process?.identity
      try FileManager.default.moveItem(
        atPath: rescue.home.path + "/.openclaw", toPath: rescue.home.path + "/elsewhere")
      _ = await rescue.controller.look(sweep: true)
      guard case .failure(let refusal) = await rescue.controller.rescueFacts() else {
        Issue.record("the pair is not there")
        return
      }
      #expect(refusal.message.contains("--abandon"))
      let command = try Command(rescue.home, ["rescue", "--abandon"])
      #expect(await command.exit() == .exit(0))
      #expect(command.text.contains("rescue was started for it, and is not stopped"))
      #expect(rescue.store.run() == nil)
      #expect(rescue.home.living("rescue") == [pid].compactMap(\.self))
      await rescue.end()
    }

    @Test func `a record of a rescue that cannot be understood is said, and put aside on request`()
      async throws
    {
      for text in ["{ torn", "{\"schema\": 1}", "[]"] {
        let rescue = try RescueHome()
        try rescue.home.write(".local/state/gatehouse/rescue/run.json", text)
        let plan = try Command(rescue.home, ["rescue", "--plan"])
        #expect(await plan.exit() == .exit(69))
        #expect(plan.text.contains("run.json cannot be understood") && plan.text.contains("--abandon"))
        #expect(await (try Command(rescue.home, ["rescue", "--abandon"])).exit() == .exit(0))
        #expect(await (try Command(rescue.home, ["rescue", "--plan"])).exit() == .exit(0))
        await rescue.end()
      }
    }

    @Test func `numbers and names in the record that nothing can be done with are no rescue`() async throws {
      let rescue = try RescueHome()
      _ = try await rescue.move(.collect)
      let file = rescue.home.path + "/.local/state/gatehouse/rescue/run.json"
      let good = try String(contentsOfFile: file, encoding: .utf8)
      let changes: [(Regex<Substring>, String)] = [
        (/"revision" : \d+/, "\"revision\" : 9223372036854775807"), (/"id" : "[^"]*"/, "\"id\" : \"\""),
        (/"id" : "[^"]*"/, "\"id\" : \"../../x\""), (/"evidence" : "[^"]*"/, "\"evidence\" : \"/etc\""),
        (/"beganAt" : [0-9.]+/, "\"beganAt\" : 1e300"),
      ]
      for (place, change) in changes.enumerated() {
        try Data(good.replacing(change.0, with: change.1).utf8).write(to: URL(filePath: file))
        #expect(rescue.store.isTorn, "\(place)")
      }
      try Data(good.utf8).write(to: URL(filePath: file))
      #expect(!rescue.store.isTorn)
      await rescue.end()
    }

    @Test func `a gateway cannot be its own rescue`() async throws {
      let home = try StandInHome(["default": ""], config: "rescue: { main: 'default', rescue: 'default' }")
      defer { home.remove() }
      let status = try Command(home, ["rescue"])
      #expect(await status.exit() == .exit(2))
      #expect(status.text.contains("default cannot be its own rescue"))
      #expect(await (try Command(home, ["rescue", "--plan"])).exit() == .exit(69))
    }
  }
}
