import GatewayModel
import OpenClaw

extension Controller {
  /// A name that means no gateway, or more than one.
  public enum NameProblem: Error, Sendable, Equatable {
    /// No gateway has this name.
    case unknown(String)
    /// The name as it was given, and the whole names that it could stand for.
    case ambiguous(String, [String])

    /// For a person, with what to do.
    public var message: String {
      switch self {
      case .unknown(let name): "no gateway is called \(name); `gatehouse status` lists them"
      case .ambiguous(let name, let candidates):
        "\(name) could be \(candidates.joined(separator: " or ")); use the whole name"
      }
    }
  }

  /// The gateway that a name means: its whole name, or the part before `(` where only one has it.
  public nonisolated static func resolve(_ name: String, in snapshot: Snapshot) -> Result<
    Gateway, NameProblem
  > {
    let similar = snapshot.gateways.filter { $0.name == name || $0.name.begins(with: name + " (") }
    switch similar.count {
    case 0: return .failure(.unknown(name))
    case 1: return .success(similar[0])
    default: return .failure(.ambiguous(name, similar.map(\.name)))
    }
  }
}
