import Canvas
import GatewayModel

/// The port map as plain lines.
public enum PortMapText {
  /// - Parameter columns: the width of the terminal.
  /// - Returns: empty where no port is known.
  public static func text(_ gateways: [Gateway], columns: Int, glyphs: Glyphs) -> String {
    let lanes = PortMapLanes.lanes(gateways, strong: nil)
    if lanes.isEmpty { return "" }
    let map = PortMap(lanes, width: columns - 2)
    let each = map.portsPerColumn == 1 ? "a port" : "\(map.portsPerColumn) ports"
    let legend =
      "Port map: each column is \(each); \(glyphs.tick) gateway, control, canvas  \(glyphs.bar) CDP  \(glyphs.sharedBar) shared"
    let lines = map.lines(glyphs: glyphs, width: columns - 2).map { "  " + $0.map(\.text).joined() }
    return ([legend] + lines).joined(separator: "\n")
  }
}
