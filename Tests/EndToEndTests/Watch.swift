import Control
import GatewayModel
import Synchronization

/// A controller that watches, and the last snapshot it published.
final class Watch: Sendable {
  let controller: Controller
  private let last = Mutex<Snapshot?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  /// - Parameter kind: as what it restarts gateways; nil where it only looks.
  init(_ controller: Controller, as kind: Supervisor.Kind? = nil) {
    self.controller = controller
    task.withLock {
      $0 = Task { await controller.run(as: kind) { snapshot in self.last.withLock { $0 = snapshot } } }
    }
  }

  func gateway(_ name: String) -> Gateway? { last.withLock { $0 }?.gateways.first { $0.name == name } }
  func end() { task.withLock { $0?.cancel() } }

  /// Waits until it has ended and given everything back.
  func ended() async { await task.withLock { $0 }?.value }
}
