/// Why something that was tried did not come about. `Presentation` has the words of all of them.
public enum ActionFailure: Error, Sendable, Equatable {
  /// A file could not be written.
  case file(FileTrouble)
  /// A program could not be run.
  case launch(LaunchFailure)
  /// What was started did not get to answer on its port.
  /// - Parameters:
  ///   - lines: what it printed last.
  ///   - left: what of it could not be ended again.
  case start(name: String, StartEnd, lines: [String], left: StopFailure?)
  /// A process does not answer, or did not end.
  case stop(StopFailure)
  /// A unit's manager did not bring it about.
  case unit(Unit)
  /// A command about a unit ended otherwise than it should; its words.
  case command(String)
  /// A move of a rescue did not come about.
  case rescue(RescueFailure)
  /// The same with a remark that no value tells: what could not be written down of it.
  indirect case remarked(ActionFailure, String)

  /// What a unit's manager did not bring about.
  public enum Unit: Sendable, Equatable {
    /// It did not do what it was told.
    /// - Parameters:
    ///   - verb: "started", "stopped".
    ///   - said: its answer.
    case manager(unit: String, verb: String, said: String)
    /// The unit did not get to answer.
    /// - Parameters:
    ///   - unstopped: why it could not be stopped again.
    ///   - log: the command that shows what it said.
    case start(UnitEnd, unstopped: String?, log: String)
    /// The manager took the order, and the unit was not down after `seconds`.
    case stop(unit: String, seconds: Double)
  }

  /// How a start ended that did not end in an answer.
  public enum StartEnd: Sendable, Equatable {
    /// - Parameters:
    ///   - how: its exit code or signal; nil where nobody has seen it.
    ///   - isAgain: whether the run before ended so, too.
    case ended(how: String?, isAgain: Bool)
    /// A person stopped it while its answer was waited for.
    case calledOff
    /// Another process than the one started answers.
    case otherProcess(port: Int)
    /// - Parameter seconds: how long it was waited for.
    case silent(seconds: Double)
  }

  /// How the start of a unit ended that did not end in an answer.
  public enum UnitEnd: Sendable, Equatable {
    /// A person stopped it while its answer was waited for.
    case calledOff(unit: String)
    /// - Parameter times: restarts by its manager so far.
    case looping(unit: String, times: Int)
    /// - Parameter result: systemd's word for it, for example `exit-code`.
    case failed(unit: String, result: String?)
    /// - Parameter seconds: how long it was waited for.
    case silent(name: String, seconds: Double)
  }
}
