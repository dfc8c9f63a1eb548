import Host
import Synchronization
import TestSupport
import Testing

@testable import Discovery

/// What lies in the home that is looked at.
@Suite(.computing) struct HomePlacesTests {
  private let places = HomePlaces(
    home: "/h",
    realPath: { ["/h": "/srv/homes/h", "/mnt/h": "/srv/homes/h", "/mnt/x": "/srv/homes/h/x"][$0] ?? $0 })

  @Test(
    arguments: [
      ("/h", true), ("/h/x", true), ("/srv/homes/h/x", true), ("/mnt/x", true), ("/hx", false),
      ("/srv/homes/h2/x", false), ("/", false), ("/other", false),
    ])
  func `a path is in the home by its words or by where its links lead`(path: String, isIn: Bool) {
    #expect(places.isInHome(path) == isIn)
  }

  @Test func `the home has several names, and what lies in it is another place`() {
    #expect(places.isHome("/h") && places.isHome("/mnt/h") && places.isHome("/srv/homes/h"))
    #expect(!places.isHome("/h/x") && !places.isHome("/mnt/x"))
  }

  @Test func `names that only look equal are two places`() {
    #expect(!places.isSame("/h/B\u{fc}ro", "/h/Bu\u{308}ro"))
    let odd = HomePlaces(home: "/h/B\u{fc}ro", realPath: { $0 })
    #expect(odd.isInHome("/h/B\u{fc}ro/x") && !odd.isInHome("/h/Bu\u{308}ro/x"))
  }
}
