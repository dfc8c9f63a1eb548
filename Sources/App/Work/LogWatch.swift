import Control
import Dashboard
import GatewayModel

/// Reads on in the log of one gateway, wherever that lies now, and tells the screen what is new.
struct LogWatch {
  let session: Session
  let screen: ScreenLink
  let id: GatewayID
  /// Whether only the log that Gatehouse keeps itself is wanted.
  let own: Bool
  private var shown: LogPlace?
  private var missing: String?
  private var follower: LogFollower?

  init(session: Session, screen: ScreenLink, id: GatewayID, own: Bool) {
    self.session = session
    self.screen = screen
    self.id = id
    self.own = own
  }

  /// Reads nothing while the screen does not keep up: what comes meanwhile is read later.
  mutating func look() async {
    guard screen.isKeepingUp else { return }
    switch await session.controller.log(of: id, own ? .own : nil) {
    case .success(let place):
      let redactor = await session.controller.redactor()
      if place != shown {
        (shown, missing) = (place, nil)
        follower = LogFollower(
          path: place.path, source: place.source, files: session.host.files, redactor: redactor)
      }
      follower?.redactor = redactor
      switch follower?.next() {
      case .success(let news)? where news.isNew || !news.lines.isEmpty:
        let title = place.source == .own ? place.title : ""
        screen.post(.log(id: id, title: title, lines: news.lines, isNew: news.isNew))
      case .failure(let failure)?:
        screen.post(.noLog(id: id, reason: "its log cannot be read: \(failure)"))
        shown = nil
      default: break
      }
    case .failure(let reason):
      if reason.message != missing { screen.post(.noLog(id: id, reason: reason.message)) }
      (shown, missing) = (nil, reason.message)
    }
  }
}
