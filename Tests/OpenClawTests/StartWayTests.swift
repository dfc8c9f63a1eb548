import OpenClaw
import TestSupport
import Testing

/// What stands in front of OpenClaw: openclaw-2026-11.md "Services" (`ExecStart` in the wild) and the manuals
/// of each program.
@Suite(.computing) struct StartWayTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var words: [String]
    var user: String? = nil
    var directory: String? = nil
    var variables: [String: String?] = [:]
    var drops = false
    var isOpen = false
    var pinned: String? = nil
    var testDescription: String { words.joined(separator: " ") }
  }

  private static let tail = ["openclaw", "gateway", "--port", "19001"]

  private func read(
    _ words: [String], files: [String: String] = [:], unreadable: String? = nil, namesOpenClaw: Bool = false
  ) -> StartCommand {
    StartReader(home: "/h", directory: "/w", namesOpenClaw: namesOpenClaw) { path in
      path == unreadable ? .unreadable : files[path].map { .text($0) } ?? .missing
    }.command(words, environment: ["HOME": "/h", "OPENCLAW_PROFILE": "outer"])
  }

  @Test(arguments: [
    Line(words: ["env", "-C", "/srv"] + tail, directory: "/srv"),
    Line(words: ["env", "--chdir=/srv"] + tail, directory: "/srv"),
    Line(words: ["env", "-SA=b openclaw gateway --port 19001"], variables: ["A": "b"]),
    Line(
      words: ["env", "--split-string=A=b openclaw gateway"] + ["--port", "19001"], variables: ["A": "b"]),
    Line(words: ["env", "-S", "A='x y' openclaw gateway --port 19001"], variables: ["A": "x y"]),
    Line(words: ["sudo", "-uEva"] + tail, user: "Eva", drops: true),
    Line(words: ["sudo", "--preserve-env=PATH"] + tail, drops: true),
    Line(words: ["flock", "-n", "/run/l", "-c", "openclaw gateway --port 19001"]),
    Line(words: ["env", "-u", "OPENCLAW_PROFILE"] + tail, variables: ["OPENCLAW_PROFILE": nil]),
    Line(words: ["env", "-uOPENCLAW_PROFILE"] + tail, variables: ["OPENCLAW_PROFILE": nil]),
    Line(words: ["env", "--unset=OPENCLAW_PROFILE"] + tail, variables: ["OPENCLAW_PROFILE": nil]),
    Line(words: ["env", "--ignore-environment", "A=b"] + tail, variables: ["A": "b"], drops: true),
    Line(words: ["env", "-", "A=b=c", "B="] + tail, variables: ["A": "b=c", "B": ""], drops: true),
    Line(words: ["env", "--", "A=b"] + tail, variables: ["A": "b"]),
    // Of two assignments the nearer one counts.
    Line(words: ["env", "A=1", "env", "A=2"] + tail, variables: ["A": "2"]),
    Line(words: ["env", "A=1", "sudo", "B=2"] + tail, variables: ["B": "2"], drops: true),
    Line(words: ["sudo", "-iu", "claw"] + tail, user: "claw", drops: true),
    Line(words: ["sudo", "-nHuclaw"] + tail, user: "claw", drops: true),
    Line(words: ["sudo", "--user=claw", "--"] + tail, user: "claw", drops: true),
    Line(words: ["sudo", "-g", "claw"] + tail, drops: true),
    Line(words: ["sudo", "-nE"] + tail), Line(words: ["sudo", "--preserve-env"] + tail),
    Line(words: ["doas", "-u", "claw"] + tail, user: "claw", drops: true),
    Line(words: ["runuser", "-u", "claw", "--"] + tail, user: "claw"),
    Line(words: ["gosu", "claw"] + tail, user: "claw"),
    Line(words: ["su-exec", "claw:x"] + tail, user: "claw:x"),
    Line(words: ["s6-setuidgid", "claw"] + tail, user: "claw"),
    Line(words: ["su", "claw", "-c", "openclaw gateway --port 19001"], user: "claw"),
    Line(words: ["su", "-l", "claw", "--command=openclaw gateway --port 19001"], user: "claw", drops: true),
    Line(words: ["runuser", "-l", "claw", "-c", "openclaw gateway --port 19001"], user: "claw", drops: true),
    Line(words: ["setpriv", "--reuid=claw", "--clear-groups"] + tail),
    Line(
      words: ["systemd-run", "--user", "--uid=claw", "--setenv=A=b", "-u", "x"] + tail, user: "claw",
      variables: ["A": "b"]),
    Line(words: ["systemd-run", "--setenv", "A=b"] + tail, variables: ["A": "b"]),
    Line(words: ["volta", "run", "--env", "A=b", "--node", "22"] + tail, variables: ["A": "b"]),
    Line(words: ["nice", "-5"] + tail), Line(words: ["nice", "--adjustment=5"] + tail),
    Line(words: ["timeout", "--signal=TERM", "1h"] + tail),
    Line(words: ["timeout", "-s", "TERM", "1h"] + tail),
    Line(words: ["stdbuf", "-oL", "-e", "0"] + tail), Line(words: ["setsid", "-w", "nohup", "time"] + tail),
    Line(words: ["flock", "-n", "-E", "9", "/run/lock"] + tail),
    Line(words: ["xvfb-run", "-a", "-s", "-screen 0"] + tail),
    Line(words: ["dbus-run-session", "--"] + tail),
    Line(words: ["systemd-cat", "-t", "bot"] + tail), Line(words: ["strace", "-f", "-o", "/x"] + tail),
    Line(words: ["nix", "develop", "-c"] + tail), Line(words: ["n", "exec", "22"] + tail),
    Line(words: ["asdf", "exec"] + tail), Line(words: ["yarn", "run"] + tail), Line(words: ["pnpm"] + tail),
    Line(words: ["mise", "exec", "node@22", "python@3", "--"] + tail, isOpen: true),
    Line(words: ["direnv", "exec", "/srv"] + tail, isOpen: true),
    Line(words: ["dotenv", "-f", "x"] + tail, isOpen: true),
    Line(words: ["op", "run", "--env-file", "x", "--"] + tail, isOpen: true),
    Line(words: ["doppler", "run", "-p", "x", "--"] + tail, isOpen: true),
    Line(words: ["npx", "-p", "openclaw@2026.9.3"] + tail, pinned: "2026.9.3"),
    Line(words: ["npx", "--package=openclaw@2026.9.3"] + tail, pinned: "2026.9.3"),
    Line(words: ["npx", "-p", "other@1"] + tail),
    Line(words: ["npx", "-y", "openclaw@latest", "gateway", "--port", "19001"], pinned: "latest"),
    Line(words: ["npx", "openclaw@2026.9.3", "gateway", "--port", "19001"], pinned: "2026.9.3"),
    Line(words: ["busybox", "sh", "-c", "exec openclaw gateway --port 19001"]),
    Line(words: ["fish", "-c", "openclaw gateway --port 19001"]),
    Line(words: ["nix-shell", "-p", "x", "--run", "openclaw gateway --port 19001"]),
    Line(words: ["screen", "-S", "bot", "-dm"] + tail),
    Line(words: ["tmux", "-L", "s", "new", "-ds", "bot"] + tail),
    Line(words: ["node22", "/opt/openclaw/dist/index.js", "gateway", "--port", "19001"]),
    Line(words: [
      "node", "--title", "x", "--no-warnings", "/opt/clawdbot/dist/entry.js", "gateway", "--port", "19001",
    ]),
  ])
  func `the way is taken away, and what it says of user, place and variables is kept`(_ line: Line) {
    let found = read(line.words)
    #expect(found.kind == .gateway && found.arguments == ["gateway", "--port", "19001"], "\(found)")
    #expect(found.user == line.user && found.workingDirectory == line.directory)
    #expect(found.variables == line.variables && found.dropsEnvironment == line.drops)
    #expect((found.openBecause != nil) == line.isOpen && found.pinnedVersion == line.pinned)
  }

  @Test(arguments: [
    ["op", "run", "openclaw", "gateway"], ["ssh", "host", "openclaw", "gateway"], ["busybox", "ls"], [], [""],
    ["bash"], ["bash", "-l"], ["env"], ["env", "A=b"], ["sudo", "-u", "bot"], ["node"],
    ["node", "-e", "x", "gateway"],
    ["su", "bot"], ["tmux", "attach"], ["fish", "-c", "ls | wc"], ["node", "/x/dist/index.js", "serve"],
    ["node", "/srv/proxy/dist/index.js", "gateway"], ["/usr/bin/python3", "x.py", "gateway"], ["nice"],
    ["other", "gateway"],
    ["openclaw", "--", "gateway"], ["curl", "http://openclaw/gateway"],
    ["bash", "-c", "echo openclaw gateway"],
  ])
  func `what starts no gateway is something else`(words: [String]) {
    #expect(read(words).kind == .other, "\(read(words))")
  }

  @Test(arguments: [
    ["openclaw", "--container", "box", "gateway"], ["bash", "-c", "$RUN openclaw gateway"],
    ["nsenter", "-t", "1", "openclaw", "gateway"],
    ["fish", "-c", "openclaw gateway; and echo"], ["bash", "-c", "openclaw gateway 'never closed"],
    ["bash", "-c", "openclaw $(cat /x)"], ["node", "/opt/openclaw/tools/wrap.js", "gateway"],
    ["bash", "/h/gone-openclaw-gateway.sh"], ["flatpak", "run", "openclaw", "gateway"],
  ])
  func `what may start a gateway in a way that is not known is unclear`(words: [String]) {
    guard case .unclear(let why) = read(words).kind else {
      Issue.record("\(read(words))")
      return
    }
    #expect(!why.isEmpty && !StartCommand.isUnknown(why))
  }

  @Test func `programs that start each other for ever are given up`() {
    let words = Array(repeating: "nice", count: 40) + Self.tail
    guard case .unclear = read(words).kind else {
      Issue.record("\(read(words))")
      return
    }
    #expect(read(Array(repeating: "nice", count: 5) + Self.tail).kind == .gateway)
    let circle = ["/h/a": "#!/bin/sh\nexec /h/b openclaw gateway\n", "/h/b": "#!/bin/sh\nexec /h/a\n"]
    #expect(read(["/h/a"], files: circle).kind != .gateway)
  }

  @Test func `Node's own files of variables fill what is not set, from where it is started`() {
    let files = ["/w/x.env": "OPENCLAW_GATEWAY_PORT=19005\nOPENCLAW_PROFILE=inner # c\nHOME=/x\n"]
    let words = ["node", "--env-file=x.env", "/opt/openclaw/openclaw.mjs", "gateway"]
    #expect(read(words, files: files).variables == ["OPENCLAW_GATEWAY_PORT": "19005"])
    let moved = [
      "env", "-C", "/w", "-u", "OPENCLAW_PROFILE", "node", "--env-file", "x.env", "/o/openclaw.mjs",
      "gateway",
    ]
    #expect(read(moved, files: files).variables["OPENCLAW_PROFILE"] == "inner")
    #expect(read(words, unreadable: "/w/x.env").openBecause?.contains("x.env") == true)
    #expect(read(words).openBecause == nil && read(words).kind == .gateway)
  }

  @Test func `a script under OpenClaw's own name is looked into, but not the distribution's`() {
    let text = "#!/bin/sh\nOPENCLAW_GATEWAY_PORT=7 exec /real/openclaw \"$@\" --verbose\n"
    let own = read(["/h/bin/openclaw", "gateway"], files: ["/h/bin/openclaw": text])
    #expect(own.arguments == ["gateway", "--verbose"] && own.variables == ["OPENCLAW_GATEWAY_PORT": "7"])
    #expect(own.program == "/real/openclaw")
    let system = read(["/usr/bin/openclaw", "gateway"], files: ["/usr/bin/openclaw": text])
    #expect(system.arguments == ["gateway"] && system.program == "/usr/bin/openclaw")
    let node = "#!/usr/bin/env node\nimport('./dist/entry.js')\n"
    #expect(
      read(["/h/bin/openclaw", "gateway"], files: ["/h/bin/openclaw": node]).program == "/h/bin/openclaw")
  }

  @Test func `a program of one's own that is handed OpenClaw's words hands them on`() {
    let binary = ["/h/run": "\u{7F}ELF"]
    let found = read(["/h/run", "--x", "--profile", "lab", "gateway"], files: binary, namesOpenClaw: true)
    #expect(found.kind == .gateway && found.program == "/h/run")
    #expect(read(["/h/run", "gateway"], files: binary).kind != .gateway)
    #expect(read(["/h/healthcheck", "gateway"], files: [:], namesOpenClaw: true).kind != .gateway)
    #expect(read(["/usr/bin/thing", "gateway"], namesOpenClaw: true).kind != .gateway)
  }
}
