import OpenClaw
import TestSupport
import Testing

/// Command lines as people write them, and what is left of each when everything in front of OpenClaw is taken away.
@Suite(.computing) struct StartReaderTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var words: [String]
    /// OpenClaw's own words; nil for what starts no gateway of this machine that is known.
    var arguments: [String]?
    var variables: [String: String] = [:]
    var isUnclear = false
    var files: [String: String] = [:]
    var testDescription: String { words.joined(separator: " ") }

    init(
      _ words: [String], _ arguments: [String]? = nil, variables: [String: String] = [:],
      isUnclear: Bool = false,
      files: [String: String] = [:]
    ) {
      self.words = words
      self.arguments = arguments
      self.variables = variables
      self.isUnclear = isUnclear
      self.files = files
    }
  }

  private static let gateway = ["gateway", "--port", "19001"]

  private func read(_ line: Line) -> StartCommand {
    let files = line.files
    return StartReader(home: "/h", namesOpenClaw: true) { path in
      files[path].map { .text($0) } ?? .missing
    }.command(line.words, environment: ["HOME": "/h", "PORT": "19001"])
  }

  private func check(_ line: Line) {
    let found = read(line)
    if let arguments = line.arguments {
      #expect(found.kind == .gateway, "\(found)")
      #expect(found.arguments == arguments)
      for (name, value) in line.variables { #expect(found.variables[name] == value, "\(name)") }
    } else if line.isUnclear {
      guard case .unclear = found.kind else {
        Issue.record("\(found)")
        return
      }
    } else {
      #expect(found.kind == .other, "\(found)")
    }
  }

  @Test(arguments: [
    Line(["openclaw"] + gateway, gateway),
    Line(["/usr/bin/node", "/opt/openclaw/dist/index.js"] + gateway, gateway),
    Line(["node", "--max-old-space-size=2048", "/opt/openclaw/openclaw.mjs"] + gateway, gateway),
    Line(["node", "-r", "/x/hook.js", "/opt/openclaw/dist/entry.js"] + gateway, gateway),
    Line(["/h/.openclaw/runtime/b/bin/bun", "/opt/openclaw/dist/index.js"] + gateway, gateway),
    Line(["bun", "run", "/opt/openclaw/openclaw.mjs"] + gateway, gateway),
    Line(
      ["/usr/bin/env", "A=b", "OPENCLAW_PROFILE=x", "openclaw"] + gateway, gateway,
      variables: ["OPENCLAW_PROFILE": "x"]),
    Line(["env", "-i", "-u", "X", "A=b", "openclaw"] + gateway, gateway),
    Line(["env", "-S", "A=b openclaw gateway --port 19001"], gateway),
    Line(["nice", "-n", "5", "ionice", "-c2", "-n", "7", "openclaw"] + gateway, gateway),
    Line(
      ["chrt", "-b", "0", "taskset", "-c", "0,1", "timeout", "-k", "5", "1h", "openclaw"] + gateway, gateway),
    Line(
      ["systemd-run", "--user", "--scope", "-p", "MemoryMax=1G", "-E", "A=b", "openclaw"] + gateway, gateway),
    Line(["sudo", "-u", "bot", "-H", "A=b", "openclaw"] + gateway, gateway, variables: ["A": "b"]),
    Line(["runuser", "-u", "bot", "--", "openclaw"] + gateway, gateway),
    Line(["su", "-", "bot", "-c", "openclaw gateway --port 19001"], gateway),
    Line(["nvm", "exec", "22", "openclaw"] + gateway, gateway),
    Line(["nvm", "exec", "--silent", "v22.12.0", "node", "/opt/openclaw/openclaw.mjs"] + gateway, gateway),
    Line(["fnm", "exec", "--using", "22", "openclaw"] + gateway, gateway),
    Line(["fnm", "exec", "--using=22", "--", "openclaw"] + gateway, gateway),
    Line(["mise", "x", "node@22", "--", "openclaw"] + gateway, gateway),
    Line(["mise", "exec", "--", "openclaw"] + gateway, gateway),
    Line(["volta", "run", "--node", "22", "openclaw"] + gateway, gateway),
    Line(["npx", "-y", "openclaw@2026.6.5"] + gateway, gateway),
    Line(["pnpm", "--dir", "/x", "exec", "openclaw"] + gateway, nil),
    Line(["pnpm", "exec", "openclaw"] + gateway, gateway),
    Line(["npm", "exec", "--", "openclaw"] + gateway, gateway),
    Line(["tini", "-s", "--", "openclaw"] + gateway, gateway),
    Line(["dumb-init", "--", "openclaw"] + gateway, gateway),
    Line(["xvfb-run", "-a", "openclaw"] + gateway, gateway),
    Line(["tmux", "new-session", "-d", "-s", "bot", "openclaw gateway --port 19001"], gateway),
    Line(["screen", "-dmS", "bot", "openclaw"] + gateway, gateway),
    Line(["openclaw", "--profile", "x"] + gateway, ["--profile", "x"] + gateway),
    Line(["openclaw", "gateway", "run"], ["gateway", "run"]),
    Line(["openclaw", "gateway", "status"]), Line(["openclaw", "gateway", "restart"]),
    Line(["openclaw", "tui"]), Line(["/usr/bin/curl", "http://127.0.0.1:18789"]),
    Line(["node", "/h/watch.js", "--port", "18789"]), Line(["/bin/true"]),
    Line(["ip", "netns", "exec", "x", "openclaw"] + gateway, isUnclear: true),
    Line(["chroot", "/srv/x", "openclaw"] + gateway, isUnclear: true),
  ]) func `programs in front of OpenClaw are followed`(_ line: Line) {
    // `pnpm --dir` stands in front of the command: it is not followed, and then it must not be a gateway with a made-up port.
    if line.words.starts(with: ["pnpm", "--dir"]) {
      #expect(read(line).arguments == Self.gateway || read(line).kind != .gateway)
      return
    }
    check(line)
  }

  @Test(arguments: [
    Line(["bash", "-lc", "exec openclaw gateway --port 19001"], gateway),
    Line(["/bin/bash", "-l", "-c", "cd /srv && openclaw gateway --port 19001 >> log 2>&1"], gateway),
    Line(
      ["sh", "-c", "export OPENCLAW_GATEWAY_PORT=19001; exec openclaw gateway"], ["gateway"],
      variables: ["OPENCLAW_GATEWAY_PORT": "19001"]),
    Line(
      ["sh", "-c", "OPENCLAW_GATEWAY_PORT=$PORT openclaw gateway"], ["gateway"],
      variables: ["OPENCLAW_GATEWAY_PORT": "19001"]),
    Line(["sh", "-c", "P=19001; exec openclaw gateway --port \"$P\""], gateway),
    Line(["sh", "-c", "exec openclaw gateway --port ${P:-19001}"], gateway),
    Line(["sh", "-c", "exec openclaw \"$@\"", "x", "gateway", "--port", "19001"], gateway),
    Line(["sh", "-c", "T=\"$(cat /h/token)\" exec openclaw gateway --port 19001"], gateway),
    Line(["sh", "-c", "openclaw gateway --port 19001 | tee /tmp/log"], gateway),
    Line(["bash", "-c", "while true; do openclaw gateway --port 19001; sleep 5; done"], gateway),
    Line(
      ["bash", "-c", "set -a; . /h/x.env; set +a; exec openclaw gateway"], ["gateway"],
      variables: ["OPENCLAW_GATEWAY_PORT": "19007"], files: ["/h/x.env": "OPENCLAW_GATEWAY_PORT=19007\n"]),
    Line(["bash", "-c", "eval \"$(fnm env)\"; exec openclaw gateway --port 19001"], gateway),
    Line(
      [
        "sh", "-c",
        "if [ -x /a ]; then exec /a/openclaw gateway --port 1; else exec openclaw gateway --port 2; fi",
      ], isUnclear: true),
    Line(["sh", "-c", "exec $RUNNER openclaw gateway"], isUnclear: true),
    Line(["sh", "-c", "curl -fsS http://127.0.0.1:18789/health || systemctl --user restart openclaw-gateway"]
    ),
    Line(["sh", "-c", "openclaw gateway status || openclaw gateway restart"]),
    Line(
      ["/h/bin/run.sh"], ["--profile", "ops"] + gateway,
      files: [
        "/h/bin/run.sh":
          "#!/usr/bin/env bash\nset -euo pipefail\n# starts ops\nexport NODE_OPTIONS=--max-old-space-size=512\nexec openclaw --profile ops gateway --port 19001\n"
      ]),
    Line(
      ["/h/bin/run.sh", "ops"], ["--profile", "ops"] + gateway,
      files: ["/h/bin/run.sh": "#!/bin/sh\nexec openclaw --profile \"$1\" gateway --port 19001\n"]),
    Line(
      ["/h/bin/watch.sh"],
      files: [
        "/h/bin/watch.sh":
          "#!/bin/sh\nwhile sleep 60; do curl -f http://127.0.0.1:18789/healthz || openclaw gateway restart; done\n"
      ]),
    Line(
      ["/h/bin/run.py"], isUnclear: true,
      files: [
        "/h/bin/run.py": "#!/usr/bin/python3\nimport os\nos.execvp('openclaw', ['openclaw', 'gateway'])\n"
      ]),
    Line(["/h/bin/gone.sh"], isUnclear: true),
  ]) func `shells and scripts are followed as far as their words are plain`(_ line: Line) { check(line) }

  @Test(arguments: [
    ("exec openclaw gateway --port $(cat /h/port)", "--port"),
    ("exec openclaw gateway --port `cat /h/port`", "--port"),
  ]) func `a port that only a command prints is not known`(_ script: String, _ option: String) {
    let found = read(Line(["sh", "-c", script]))
    #expect(StartCommand.option(option, in: found.arguments).map(StartCommand.isUnknown) == true)
  }

  @Test func `what may set any variable is said, and what is dropped is dropped`() {
    let open = read(Line(["direnv", "exec", "/srv", "openclaw", "gateway"]))
    #expect(open.kind == .gateway && open.openBecause != nil)
    let dropped = read(Line(["sudo", "-u", "bot", "openclaw", "gateway"]))
    #expect(dropped.user == "bot")
    #expect(dropped.environment(from: ["OPENCLAW_GATEWAY_PORT": "1"]).isEmpty)
    let kept = read(Line(["sudo", "-E", "-u", "bot", "openclaw", "gateway"]))
    #expect(kept.environment(from: ["OPENCLAW_GATEWAY_PORT": "1"]) == ["OPENCLAW_GATEWAY_PORT": "1"])
  }

  @Test func `a login shell's files count where they speak of OpenClaw`() {
    let line = Line(
      ["bash", "-lc", "exec openclaw gateway"], ["gateway"], variables: ["OPENCLAW_GATEWAY_PORT": "19555"],
      files: ["/h/.profile": "export OPENCLAW_GATEWAY_PORT=19555\n", "/h/.bashrc": "alias ll='ls -l'\n"])
    check(line)
  }

  @Test(
    arguments: [
      (
        [
          "docker", "run", "--rm", "--name", "box", "-v", "/h/x:/y", "-p", "127.0.0.1:19789:18789",
          "ghcr.io/openclaw/openclaw:1", "node", "dist/index.js", "gateway", "--port", "18789",
        ], "box", 19789
      ),
      (
        [
          "podman", "run", "-d", "--name=box", "--network=host", "localhost/openclaw", "openclaw", "gateway",
          "--port", "19777",
        ], "box", 19777
      ),
      (["docker", "run", "--name", "box", "-p", "20000-20010:18780-18790", "openclaw"], "box", 20009),
      (["docker", "run", "--name", "box", "openclaw/openclaw"], "box", nil),
      (["docker", "start", "-a", "box"], "box", nil),
    ] as [([String], String, Int?)]) func `a container's ports are what it publishes`(
      _ words: [String], _ name: String, _ port: Int?
    )
  {
    guard case .container(let run) = read(Line(words)).kind else {
      Issue.record("no container")
      return
    }
    #expect(run.name == name && run.hostPort == port)
  }
}
