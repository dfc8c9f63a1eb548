import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// The files of environment.d(5).
@Suite(.computing) struct ManagerEnvironmentTests {
  private func variables(_ files: [String: String]) -> [String: ManagerEnvironment.Variable] {
    ManagerEnvironment(
      home: "/h",
      list: { directory in files.keys.filter { UserPath.parent($0) == directory }.map(UserPath.name) },
      read: { files[$0] }
    ).variables
  }

  @Test func `later names win whatever directory they lie in`() {
    let found = variables([
      "/usr/lib/environment.d/90-last.conf": "A=last", "/h/.config/environment.d/10-first.conf": "A=first",
    ])
    #expect(found == ["A": .init(value: "last", file: "/usr/lib/environment.d/90-last.conf")])
  }

  @Test(
    arguments: [
      ("/h/.config/environment.d", "/etc/environment.d"), ("/etc/environment.d", "/run/environment.d"),
      ("/run/environment.d", "/usr/local/lib/environment.d"),
      ("/usr/local/lib/environment.d", "/usr/lib/environment.d"),
    ])
  func `of one name in two directories the stronger one counts alone`(strong: String, weak: String) {
    let found = variables(["\(strong)/50.conf": "A=strong", "\(weak)/50.conf": "A=weak\nB=weak"])
    #expect(found == ["A": .init(value: "strong", file: "\(strong)/50.conf")])
  }

  @Test func `other files than conf files are none, and one that cannot be read sets nothing`() {
    let found = variables([
      "/etc/environment.d/README": "A=1", "/etc/environment.d/a.conf.bak": "B=1",
      "/etc/environment.d/a.conf": "C=1",
    ])
    #expect(found.keys.sorted() == ["C"])
  }

  @Test func `the home is filled in, what else stands for another variable is not known`() {
    let found = variables([
      "/etc/environment.d/a.conf": "A=$HOME/x\nB=${HOME}/y\nC=${XDG_RUNTIME_DIR}/z\nD=${E:-1}\nHOME=/other"
    ])
    #expect(found["A"]?.value == "/h/x" && found["B"]?.value == "/h/y")
    for name in ["C", "D"] {
      #expect(found[name].map { StartCommand.isUnknown($0.value) } == true, "\(name)")
    }
    // A home that a file names moves no home here: the user's own is known better.
    #expect(found["HOME"] == nil)
  }
}
