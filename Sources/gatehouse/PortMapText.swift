import CPlatform
import Canvas
import Dashboard
import FoundationEssentials
import GatewayModel
import Terminal

/// The port map as plain lines.
enum PortMapText {
  /// Empty where no port is known.
  static func text(_ gateways: [Gateway]) -> String {
    let lanes = PortMapLanes.lanes(gateways, strong: nil)
    if lanes.isEmpty { return "" }
    let glyphs: Glyphs = Terminal.Locale.prepare() ? .unicode : .ascii
    let map = PortMap(lanes, width: columns - 2)
    let each = map.portsPerColumn == 1 ? "a port" : "\(map.portsPerColumn) ports"
    let legend =
      "Port map: each column is \(each); \(glyphs.tick) gateway, control, canvas  \(glyphs.bar) CDP  \(glyphs.sharedBar) shared"
    let lines = map.lines(glyphs: glyphs, width: columns - 2).map { "  " + $0.map(\.text).joined() }
    return ([legend] + lines).joined(separator: "\n")
  }

  /// The terminal's width; 100 where there is none.
  private static var columns: Int {
    if let stated = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init), stated > 40 {
      return stated
    }
    var rows: Int32 = 0
    var columns: Int32 = 0
    return cp_window_size(1, &rows, &columns) == 0 && columns > 40 ? Int(columns) : 100
  }
}
