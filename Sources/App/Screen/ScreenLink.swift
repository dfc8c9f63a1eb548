import Dashboard
import Terminal

/// What the screen's thread is told.
enum ScreenMessage: Sendable {
  case dashboard(DashboardEvent)
  /// The terminal is needed by somebody else. `free` is called once the screen has left it.
  case leave(free: @Sendable () -> Void)
  case comeBack
  /// Nothing of what was asked for is under way any more.
  case settled
  /// The program is to be stopped as by Ctrl-Z. `resumed` is called once it goes on.
  case stop(resumed: @Sendable () -> Void)
}

/// The way from whoever works to the screen's thread, which waits for nobody.
struct ScreenLink: Sendable {
  let inbox: Inbox<ScreenMessage>

  /// A terminal that takes nothing stops the screen's thread. Of what is only shown, so many events may wait for it meanwhile.
  private static let patience = 256

  /// Whether the screen's thread takes what it is told.
  var isKeepingUp: Bool { inbox.count < Self.patience }

  func post(_ event: DashboardEvent) {
    switch event {
    // Only the newest one waits.
    case .snapshot:
      inbox.post(.dashboard(event)) { if case .dashboard(.snapshot) = $0 { true } else { false } }
    case .rescue:
      inbox.post(.dashboard(event)) { if case .dashboard(.rescue) = $0 { true } else { false } }
    default: inbox.post(.dashboard(event))
    }
  }

  /// Does something on the terminal while the screen is away.
  func away<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value {
    await withCheckedContinuation { free in inbox.post(.leave { free.resume() }) }
    let value = await work()
    inbox.post(.comeBack)
    return value
  }

  /// Stops the program as Ctrl-Z does; returns when it goes on.
  func stop() async {
    await withCheckedContinuation { resumed in inbox.post(.stop { resumed.resume() }) }
  }
}
