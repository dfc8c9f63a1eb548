import OpenClaw

#if DEBUG
  import Control
  import Glibc

  /// A real fault of the program, for the tests of what a crash leaves behind: `GATEHOUSE_FAULT` names its kind and its thread, as
  /// `overflow:screen`. It strikes once the dashboard is idle. A release has nothing of this.
  final class PlannedFault {
    static let variable = "GATEHOUSE_FAULT"

    private enum Kind: String, Sendable { case overflow, trap, abort }
    private enum Place: String, Sendable { case screen, control, pool }

    private let kind: Kind
    private let place: Place
    private var hasStruck = false

    init?(environment: [String: String]) {
      let words = (environment[Self.variable] ?? "").parts(at: ":").map(String.init)
      guard words.count == 2, let kind = Kind(rawValue: words[0]), let place = Place(rawValue: words[1])
      else { return nil }
      self.kind = kind
      self.place = place
    }

    func strike() {
      if hasStruck { return }
      hasStruck = true
      Self.strike(kind, place)
    }

    private static func strike(_ kind: Kind, _ place: Place) {
      switch place {
      case .screen: fail(kind)
      case .control: Task.detached { await failInControl(kind) }
      case .pool: Task.detached { fail(kind) }
      }
    }

    @ControlActor private static func failInControl(_ kind: Kind) { fail(kind) }

    private static func fail(_ kind: Kind) {
      switch kind {
      case .overflow: _ = depth(below: 0)
      // The length is not known to the compiler.
      case .trap: _ = Array(kind.rawValue)[Int(getpid()) + 10]
      case .abort: abort()
      }
    }

    private static func depth(below above: Int) -> Int {
      above < 0 ? 0 : 1 &+ depth(below: above &+ 1)
    }
  }
#endif
