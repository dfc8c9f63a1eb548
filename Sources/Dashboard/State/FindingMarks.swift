import Canvas
import GatewayModel

/// Which findings name which gateway, worked out once a snapshot.
struct FindingMarks: Sendable, Equatable {
  private(set) var all: [Finding] = []
  private var byGateway: [GatewayID: [Int]] = [:]
  /// Findings about the host, which name no gateway.
  private var general: [Int] = []

  init() {}

  init(_ findings: [Finding]) {
    all = findings
    for (place, finding) in findings.enumerated() {
      if finding.gateways.isEmpty { general.append(place) }
      for gateway in finding.gateways { byGateway[gateway.id, default: []].append(place) }
    }
  }

  /// Those that name a gateway, the gravest first.
  func of(_ id: GatewayID) -> [Finding] { (byGateway[id] ?? []).map { all[$0] } }

  /// Those of a gateway, then those of the host, many of a kind as one.
  func groups(_ id: GatewayID) -> [FindingGroup] {
    FindingGroup.groups(((byGateway[id] ?? []) + general).map { all[$0] })
  }

  /// The gravest thing said of a gateway; remarks are none.
  func severity(_ id: GatewayID) -> Finding.Severity? {
    // They are sorted, so the first one is the gravest.
    byGateway[id]?.first.map { all[$0].severity }.flatMap { $0 == .info ? nil : $0 }
  }

  /// The gravest thing said of one of a gateway's ports, or of a range of them.
  func severity(_ id: GatewayID, ports: ClosedRange<Int>) -> Finding.Severity? {
    for place in byGateway[id] ?? [] where all[place].severity != .info {
      let isMeant = all[place].ports.contains { found in
        switch found {
        case .one(let port): ports.contains(port)
        case .range(let range): range.overlaps(ports)
        }
      }
      if isMeant { return all[place].severity }
    }
    return nil
  }

  func count(_ severity: Finding.Severity) -> Int { all.count { $0.severity == severity } }

  /// How a severity looks wherever it is shown.
  static func look(_ severity: Finding.Severity, _ glyphs: Glyphs) -> (glyph: String, style: Style) {
    switch severity {
    case .error: (glyphs.failed, .bad)
    case .warning: (glyphs.warning, .warning)
    case .info: (glyphs.dot, .dim)
    }
  }
}
