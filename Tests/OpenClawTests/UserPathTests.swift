import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 1.2: homes and paths.
@Suite(.computing) struct UserPathTests {
  struct Home: Sendable, CustomTestStringConvertible {
    var environment: [String: String]
    var home: String
    var testDescription: String { "\(environment.sorted { $0.key < $1.key })" }
  }

  @Test(arguments: [
    Home(environment: [:], home: "/fallback"),
    Home(environment: ["USERPROFILE": "/u"], home: "/u"),
    Home(environment: ["USERPROFILE": "/u", "HOME": "/h"], home: "/h"),
    Home(environment: ["USERPROFILE": "/u", "HOME": "  "], home: "/u"),
    Home(environment: ["HOME": "/h", "OPENCLAW_HOME": "/o"], home: "/o"),
    Home(environment: ["HOME": "/h", "OPENCLAW_HOME": " "], home: "/h"),
    Home(environment: ["HOME": "/h", "OPENCLAW_HOME": "~"], home: "/h"),
    Home(environment: ["HOME": "/h", "OPENCLAW_HOME": "~/o/"], home: "/h/o"),
    Home(environment: ["OPENCLAW_HOME": "~/o"], home: "/fallback/o"),
    Home(environment: ["HOME": "/h", "OPENCLAW_HOME": "o/../p"], home: "/w/p"),
    Home(environment: ["HOME": "h"], home: "/w/h"),
  ])
  func `OPENCLAW_HOME goes before HOME, and HOME before USERPROFILE`(_ home: Home) {
    #expect(
      UserPath.home(environment: home.environment, fallback: "/fallback", workingDirectory: "/w") == home.home
    )
  }

  @Test(arguments: [
    ("~", "/h"), ("~/", "/h"), ("~/a/../b", "/h/b"), ("~\\a", "/h/a"), ("/a//b/", "/a/b"), ("a", "/w/a"),
    ("./a", "/w/a"), ("../a", "/a"), (" /a ", "/a"), ("", "/w"), ("~bot/x", "/w/~bot/x"), ("a/~", "/w/a/~"),
    ("~x", "/w/~x"),
  ])
  func `a path is made absolute, and a tilde in front is the home`(path: String, absolute: String) {
    #expect(UserPath.resolve(path, home: "/h", workingDirectory: "/w") == absolute)
  }

  @Test(arguments: [
    ("/h/x", "~/x"), ("/h", "~"), ("/hx", "/hx"), ("/home/h/x", "/home/h/x"), ("/h/", "~/"), ("", ""),
    // A mark on the slash makes another name of it, and no home of one.
    ("/h/\u{308}x", "~/\u{308}x"),
  ])
  func `the home is written as a tilde where whole parts agree`(path: String, short: String) {
    #expect(UserPath.abbreviate(path, home: "/h").isSameBytes(as: short))
  }

  @Test func `a home that is the root or none abbreviates nothing, and spellings of letters are told apart`()
  {
    #expect(UserPath.abbreviate("/x", home: "/") == "/x")
    #expect(UserPath.abbreviate("/x", home: "") == "/x")
    #expect(UserPath.abbreviate("/Bu\u{308}ro/x", home: "/B\u{FC}ro") == "/Bu\u{308}ro/x")
    #expect(UserPath.abbreviate("/Bu\u{308}ro", home: "/B\u{FC}ro") != "~")
  }

  @Test(arguments: [
    ("/a/b", "/a", "b"), ("/a", "/", "a"), ("/", "/", "/"), ("a", "/", "a"), ("/a/b/", "/a/b", "b"),
    ("a/b", "a", "b"), ("/ä/ö.service", "/ä", "ö.service"), ("", "/", ""), ("//x", "/", "x"),
  ])
  func `a path has a directory and a name`(path: String, directory: String, name: String) {
    #expect(UserPath.parent(path) == directory)
    #expect(UserPath.name(path) == name)
  }

  @Test func `a relative directory stays relative when a name is put to it`() {
    #expect(UserPath.join("/a/", "b") == "/a/b")
    #expect(UserPath.join("a", "b") == "a/b")
    #expect(UserPath.join("./a", "../b") == "b")
    #expect(UserPath.join("/", "b") == "/b")
  }

  @Test(arguments: ["/a/.openclaw/../x", "/.openclaw/./x", "/.openclaw//x", "/.openclaw/.", "/.openclaw/.."])
  func `a hidden name in front does not hide parts that are to be taken out`(path: String) {
    let normal = UserPath.normalize(path)
    #expect(!normal.holds("/./") && !normal.holds("..") && !normal.holds("//") && !normal.hasSuffix("/."))
    #expect(UserPath.normalize(normal) == normal)
  }
}
