/// A step of an action, as screen and journal name it.
enum ActionStep: Sendable, Equatable {
  case checking
  case waitingForGatehouse
  case waitingForTurn
  /// How the run before ended.
  case after(ending: String)
  case launching
  case waitingForListening
  case waitingForAnswer
  /// The second half of a restart.
  case starting
  case term(limit: Double)
  case termAgain(limit: Double)
  case draining(limit: Double)
  case kill(limit: Double)
  case endingBrowsers(signal: String, limit: Double)
  case systemctl(String)
  case systemctlStop(limit: Double)
  /// What a unit's manager says of it.
  case unit(String)

  /// "waiting for listening", "TERM".
  var text: String {
    switch self {
    case .checking: "checking"
    case .waitingForGatehouse: "waiting for another Gatehouse to give its start up"
    case .waitingForTurn: "waiting for its turn"
    case .after(let ending): "after \(ending)"
    case .launching: "launching"
    case .waitingForListening: "waiting for listening"
    case .waitingForAnswer: "listening, waiting for its answer"
    case .starting: "starting"
    case .term: "TERM"
    case .termAgain: "it had restarted itself; TERM again"
    case .draining: "draining: it lets running turns end; X ends it now"
    case .kill: "KILL"
    case .endingBrowsers(let signal, _): "\(signal) to its Chrome"
    case .systemctl(let verb): "systemctl \(verb)"
    case .systemctlStop: "systemctl stop"
    case .unit(let text): text
    }
  }

  /// Seconds after which the step is given up; nil where it ends by itself.
  var limit: Double? {
    switch self {
    case .term(let limit), .termAgain(let limit), .draining(let limit), .kill(let limit),
      .endingBrowsers(_, let limit), .systemctlStop(let limit):
      limit
    default: nil
    }
  }

  /// Whether the gateway is about to be down because of it.
  var isStopping: Bool {
    switch self {
    case .waitingForGatehouse: true
    default: limit != nil
    }
  }
}
