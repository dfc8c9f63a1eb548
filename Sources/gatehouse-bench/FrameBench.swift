import Canvas
import Control
import Dashboard
import GatewayModel
import Host

/// Cost of a whole frame at 200x60 over the bench's gateways, without any terminal.
enum FrameBench {
  static func run(home: String) async {
    let host = Machine.live()
    let paths = GatehousePaths(home: home, config: nil, system: host.system)
    let controller = Controller(host: host, paths: paths, config: GatehouseConfig())
    let snapshot = await controller.lookAndAsk()
    for pane in DashboardState.Pane.allCases {
      var state = DashboardState()
      _ = update(&state, .resized(width: 200, height: 60))
      _ = update(&state, .snapshot(snapshot))
      state.pane = pane
      var times: [Double] = []
      for _ in 0..<200 {
        let start = BenchReport.uptime
        let grid = draw(state, glyphs: .unicode)
        times.append((BenchReport.uptime - start) * 1000)
        precondition(grid.width == 200)
      }
      BenchReport.print("one frame at 200x60, \(snapshot.gateways.count) gateways, pane \(pane)", times, "ms")
    }
  }
}
