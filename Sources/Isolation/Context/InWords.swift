import GatewayModel

extension [String] {
  /// `a`, `a and b`, `a, b and c`, `a, b and 7 others`.
  var inWords: String {
    switch count {
    case 0: ""
    case 1: self[0]
    case 2...4: dropLast().joined(separator: ", ") + " and " + self[count - 1]
    default: prefix(3).joined(separator: ", ") + " and \(count - 3) others"
    }
  }
}

extension [NamedGateway] {
  /// Their names, as `[String].inWords` gives them.
  var inWords: String { map(\.name).inWords }
}
