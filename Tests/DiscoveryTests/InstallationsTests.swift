import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Which OpenClaw package a script belongs to, and which one `openclaw` runs.
@Suite(.computing) struct InstallationsTests {
  private func package(_ version: String, name: String = "openclaw") -> String {
    "{ \"name\": \"\(name)\", \"version\": \"\(version)\" }"
  }

  private func installations(
    _ files: [String: String], links: [String: String] = [:],
    environment: [String: String] = ["HOME": "/h", "PATH": "/usr/bin:/opt/bin"], home: String? = nil,
    command: [String] = ["openclaw"], isNeeded: Bool = true
  ) -> Installations {
    let host = ChangingFiles(files, links: links).host(environment: environment)
    return Installations(
      files: host.files, paths: GatehousePaths(home: home, config: nil, system: host.system),
      system: host.system, command: command, isNeeded: isNeeded)
  }

  @Test(
    arguments: [
      ("/p/package.json", "/p/dist/index.js", "openclaw", "/p"),
      ("/p/package.json", "/p/a/b/c/x.js", "openclaw", "/p"),
      ("/p/package.json", "/p/a/b/c/d/x.js", "openclaw", nil),
      ("/p/package.json", "/p/x.js", "@scope/openclaw-fork", "/p"),
      ("/p/package.json", "/p/x.js", "clawdbot", "/p"), ("/p/package.json", "/p/x.js", "other", nil),
    ] as [(String, String, String, String?)])
  func `a script belongs to the package of OpenClaw above it`(
    file: String, script: String, name: String, root: String?
  ) {
    let found = installations([file: package("2026.4.12", name: name), script: ""], isNeeded: false)
    #expect(found.owner(script)?.root == root)
    #expect(found.version(script) == (root == nil ? nil : Version(2026, 4, 12)))
  }

  @Test func `a script that is not there, and a package that cannot be read, tell nothing`() {
    let found = installations([
      "/p/package.json": "{ torn", "/p/x.js": "", "/q/package.json": package("1.2.3"),
    ])
    #expect(found.owner("/p/x.js") == nil && found.owner("/q/gone.js") == nil)
  }

  @Test func `a package of another project in between is passed over`() {
    let found = installations([
      "/p/package.json": package("2026.5.7"), "/p/dist/package.json": package("9.9.9", name: "inner"),
      "/p/dist/x.js": "",
    ])
    #expect(found.owner("/p/dist/x.js") == .init(root: "/p", version: "2026.5.7"))
  }

  @Test func `a version that is none leaves the package without one`() {
    let found = installations(["/p/package.json": package("dev"), "/p/x.js": ""])
    #expect(found.owner("/p/x.js") == .init(root: "/p", version: nil))
  }

  /// Packages in every place where a command is looked for, each with the version of its place.
  private var everywhere: (files: [String: String], links: [String: String]) {
    var files: [String: String] = [:]
    var links: [String: String] = [:]
    for (number, place) in ["/usr/bin", "/opt/bin", "/h/.npm-global/bin", "/h/.local/bin"].enumerated() {
      files["/lib\(number)/package.json"] = package("2026.1.\(number)")
      files["/lib\(number)/openclaw.mjs"] = ""
      links["\(place)/openclaw"] = "/lib\(number)/openclaw.mjs"
    }
    return (files, links)
  }

  @Test func `what the path names first is installed, and then what lies in the home`() {
    var (files, links) = everywhere
    #expect(installations(files, links: links).installed?.version == "2026.1.0")
    links["/usr/bin/openclaw"] = nil
    #expect(installations(files, links: links).installed?.version == "2026.1.1")
    links["/opt/bin/openclaw"] = nil
    #expect(installations(files, links: links).installed?.version == "2026.1.2")
    links["/h/.npm-global/bin/openclaw"] = nil
    #expect(installations(files, links: links).installed?.version == "2026.1.3")
    links["/h/.local/bin/openclaw"] = nil
    #expect(installations(files, links: links).installed == nil)
    files["/h/.npm-global/lib/node_modules/openclaw/package.json"] = package("2026.1.9")
    #expect(installations(files, links: links).installed?.version == "2026.1.9")
  }

  @Test func `of another home only what lies in it counts, whatever this shell would run`() {
    let (files, links) = everywhere
    let all = links.merging(["/o/bin/openclaw": "/lib3/openclaw.mjs"]) { a, _ in a }
    #expect(installations(files, links: all, home: "/o").installed?.root == "/lib3")
    #expect(installations(files, links: links, home: "/o").installed == nil)
  }

  @Test func `the command of Gatehouse's config is what is looked for`() {
    let files = [
      "/lib/package.json": package("2026.3.1"), "/lib/claw.mjs": "",
      "/h/own/package.json": package("2026.3.2"),
      "/h/own/run.mjs": "",
    ]
    let links = ["/opt/bin/claw": "/lib/claw.mjs"]
    #expect(installations(files, links: links, command: ["claw"]).installed?.version == "2026.3.1")
    #expect(installations(files, command: ["~/own/run.mjs"]).installed?.version == "2026.3.2")
    // Of several words the first is an interpreter.
    #expect(installations(files, links: links, command: ["claw", "x.mjs"]).installed == nil)
    #expect(installations(files, links: links, command: ["claw"], isNeeded: false).installed == nil)
  }
}
