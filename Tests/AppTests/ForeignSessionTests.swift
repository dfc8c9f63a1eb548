import GatewayModel
import Host
import TestSupport
import Testing

@testable import App

/// A session of another user's home: what is done beside the controller writes nothing either.
@Suite struct ForeignSessionTests {
  @Test func `a session writes nothing where its controller only looks`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    var host = PlayedMachine(clock: ManualClock()).host(home: place.path)
    let (status, user) = (host.files.status, host.system.userID)
    host.files.status = { path in
      var found = status(path)
      found?.userID = user + 1
      return found
    }
    let session = try Session(home: nil, config: nil, host: host)
    let failure = session.host.files.write(place.path + "/f", "x", 0o600)
    #expect(failure == .foreignHome(userID: user + 1))
    #expect(Machine.live().files.status(place.path + "/f") == nil)
  }
}
