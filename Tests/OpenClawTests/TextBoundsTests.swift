import OpenClaw
import TestSupport
import Testing

/// Texts that take as many steps as they are long, and no more.
@Suite(.computing) struct TextBoundsTests {
  @Test(arguments: ["A=", "A=\"", "A='", "A=x\\\n"])
  func `a long value in a file of variables is read in one walk`(begin: String) {
    let text = String(repeating: "x ", count: 80_000) + "x"
    let end = begin.last == "\"" || begin.last == "'" ? begin.suffix(1) : ""
    let found = SystemdEnvironmentFile.parse(begin + text + end + "\nB=1")
    #expect(found.values["A"]?.hasSuffix("x x") == true && found.values["A"]?.utf8.count ?? 0 >= 160_001)
    #expect(found.values["B"] == "1")
  }

  @Test func `hidden names without end make a path that is normal`() {
    let path = String(repeating: "/.a", count: 60_000)
    #expect(UserPath.normalize(path) == path)
    #expect(UserPath.normalize(path + "/..") == String(path.dropLast(3)))
  }

  @Test(arguments: [
    ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/a/.../b", "/a/.../b"), ("/..a/b..", "/..a/b.."), ("/.", "/"),
    ("/..", "/"), ("//", "/"), ("/a//", "/a"), ("/.a/..b/...", "/.a/..b/..."), ("a/./", "/a"),
    // A mark behind a slash makes another character of it, and for the kernel it is a slash.
    ("/h/x/../\u{308}y", "/h/\u{308}y"), ("/h/../\u{301}", "/\u{301}"),
  ])
  func `a path loses its empty parts and its dots, by bytes`(path: String, normal: String) {
    #expect(UserPath.normalize(path).isSameBytes(as: normal), "\(UserPath.normalize(path))")
  }
}
