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

  /// What is said of one gateway, looked up once for all cells of its row.
  func row(_ id: GatewayID) -> Row { Row(findings: all, places: byGateway[id] ?? []) }

  /// The marks of one gateway.
  struct Row {
    fileprivate let findings: [Finding]
    fileprivate let places: [Int]

    /// The gravest thing said of the gateway; nil where there are remarks alone.
    var severity: Finding.Severity? {
      // They are sorted, so the first one is the gravest.
      places.first.map { findings[$0].severity }.flatMap { $0 == .info ? nil : $0 }
    }

    /// The gravest thing said of one of its ports, or of a range of them.
    func severity(ports: ClosedRange<Int>) -> Finding.Severity? {
      for place in places where findings[place].severity != .info {
        let isMeant = findings[place].ports.contains { found in
          switch found {
          case .one(let port): ports.contains(port)
          case .range(let range): range.overlaps(ports)
          }
        }
        if isMeant { return findings[place].severity }
      }
      return nil
    }
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
