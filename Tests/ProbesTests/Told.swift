import GatewayModel
import Probes
import Synchronization

/// What a conversation told.
final class Told: Sendable {
  private let events = Mutex<[HelloEvent]>([])

  var all: [HelloEvent] { events.withLock { $0 } }

  func add(_ event: HelloEvent) { events.withLock { $0.append(event) } }

  var failures: [String] { all.compactMap { if case .failed(let reason) = $0 { reason } else { nil } } }
}

extension HelloEvent {
  var isConnected: Bool { if case .connected = self { true } else { false } }
}
