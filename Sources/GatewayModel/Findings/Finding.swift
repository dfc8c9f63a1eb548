/// One thing wrong with isolation or ownership. Codes, ports and paths: design section 4.
public struct Finding: Sendable, Equatable {
  /// How grave a finding is; the gravest first.
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    /// Fails, corrupts, or talks to the wrong bot as it is configured.
    case error
    /// Works now, fails later or under load.
    case warning
    /// Good to know; never counts against the verdict.
    case info

    /// The graver one is smaller, so that it sorts first.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One port, or all of a range.
  public enum Ports: Sendable, Hashable {
    /// A single port.
    case one(Int)
    /// All ports from the first to the last.
    case range(ClosedRange<Int>)

    /// The lowest port.
    public var first: Int {
      switch self {
      case .one(let port): port
      case .range(let range): range.lowerBound
      }
    }

    /// `18789`, or `18820-18899`.
    public var text: String {
      switch self {
      case .one(let port): String(port)
      case .range(let range): "\(range.lowerBound)-\(range.upperBound)"
      }
    }
  }

  /// What kind of thing it is.
  public var code: FindingCode
  /// How grave it is: for some codes it depends on the case.
  public var severity: Severity
  /// The gateways that it is about, in the order of the roster; none for one about the host.
  public var gateways: [NamedGateway]
  /// The ports that it is about; empty where it is not about ports.
  public var ports: [Ports]
  /// As configured, the home written `~`; `FILE#key.path` for a value in a file.
  public var paths: [String]
  /// What is wrong, in whole sentences, without secrets; of `config-invalid` it begins with `FILE:LINE:COLUMN`.
  public var detail: String
  /// What to do, in one sentence.
  public var fix: String

  /// Made by the rules of the target `Isolation`.
  public init(
    _ code: FindingCode, _ severity: Severity, gateways: [NamedGateway], ports: [Ports] = [],
    paths: [String] = [], detail: String, fix: String
  ) {
    self.code = code
    self.severity = severity
    self.gateways = gateways
    self.ports = ports
    self.paths = paths
    self.detail = detail
    self.fix = fix
  }

  /// The shown names of its gateways, in the order of the roster.
  public var names: [String] { gateways.map(\.name) }

  /// Whether it is about a gateway.
  public func concerns(_ id: GatewayID) -> Bool { gateways.contains { $0.id == id } }
}
