import TestSupport
import Testing

@testable import Discovery

/// The files that add to a unit: systemd.unit(5).
@Suite(.computing) struct UnitDropInsTests {
  private func find(_ name: String, _ files: [String]) throws -> [String] {
    let host = FakeHost.host(
      files: Dictionary(uniqueKeysWithValues: files.map { ($0, "[Service]\n") }), environment: [:])
    let places = ["/h/user", "/etc/user", "/usr/user"].map { path -> UnitDropIns.Place in
      guard case .success(let names) = host.files.list(path) else { return .init(path, names: []) }
      return .init(path, names: names)
    }
    return UnitDropIns(files: host.files).all(of: name, in: places)
  }

  @Test func `files are taken in the order of their names, whatever folder they lie in`() throws {
    #expect(
      try find(
        "a-b.service",
        ["/usr/user/a-b.service.d/10.conf", "/h/user/service.d/20.conf", "/etc/user/a-.service.d/05.conf"])
        == [
          "/etc/user/a-.service.d/05.conf", "/usr/user/a-b.service.d/10.conf", "/h/user/service.d/20.conf",
        ])
  }

  @Test func `what means this unit counts more than what means all, wherever it lies`() throws {
    #expect(
      try find("a-b.service", ["/h/user/service.d/x.conf", "/usr/user/a-b.service.d/x.conf"])
        == ["/usr/user/a-b.service.d/x.conf"])
    #expect(
      try find("a-b.service", ["/h/user/service.d/x.conf", "/usr/user/a-.service.d/x.conf"])
        == ["/usr/user/a-.service.d/x.conf"])
  }

  @Test func `of one name the stronger place counts`() throws {
    #expect(
      try find("a.service", ["/usr/user/a.service.d/x.conf", "/h/user/a.service.d/x.conf"])
        == ["/h/user/a.service.d/x.conf"])
    #expect(
      try find("a.service", ["/usr/user/a.service.d/x.conf", "/etc/user/a.service.d/x.conf"])
        == ["/etc/user/a.service.d/x.conf"])
  }

  @Test(
    arguments: [
      ("service.d", "a-.service.d"), ("a-.service.d", "a-b-.service.d"),
      ("a-b-.service.d", "a-b-c@.service.d"),
      ("a-b-c@.service.d", "a-b-c@x.service.d"),
    ])
  func `of one name in one place the folder that means this unit most counts`(weak: String, strong: String)
    throws
  {
    #expect(
      try find("a-b-c@x.service", ["/h/user/\(weak)/x.conf", "/h/user/\(strong)/x.conf"])
        == ["/h/user/\(strong)/x.conf"])
  }

  @Test func `other units' folders and other files are none of it`() throws {
    #expect(
      try find(
        "a-b.service",
        [
          "/h/user/a.service.d/x.conf", "/h/user/a-b.service.d/x.conf.bak", "/h/user/a-bc.service.d/x.conf",
          "/h/user/a-b.timer.d/x.conf", "/h/user/b-.service.d/x.conf",
        ]) == [])
  }

  @Test(
    arguments: [
      ("openclaw@a.service", "openclaw@.service"), ("openclaw@a@b.service", "openclaw@.service"),
      ("openclaw@.service", nil), ("openclaw.service", nil),
    ] as [(String, String?)])
  func `an instance is made of its template`(name: String, template: String?) {
    #expect(UnitDropIns.template(of: name) == template)
  }
}
