import GatewayModel
import OpenClaw

extension FuzzSource {
  /// Command lines of processes and units: words, each ended by a NUL.
  static let commandLines = FuzzSource(
    name: "command-lines", about: "command lines of processes",
    corpus: {
      Corpus.texts(
        "/usr/bin/node\0/h/openclaw/dist/index.js\0--profile\0lab\0gateway\0--port\018789",
        "openclaw-gateway\0", "openclaw\0gateway\0run\0--port=0x10",
        "docker\0run\0-d\0--name\0lab\0-p\0127.0.0.1:19001:18789/tcp\0-dp1:2\0-eOPENCLAW_GATEWAY_PORT=1\0-v\0/h:/r\0ghcr.io/openclaw/openclaw@sha256:1\0node",
        "sudo\0-iu\0op\0env\0-i\0-u\0A\0A=1\0nice\0-n\05\0systemd-run\0--uid=op\0-E\0A=1\0openclaw\0gateway",
        "tmux\0new-session\0-ds\0x\0openclaw gateway run", "flock\0/x\0-c\0openclaw gateway",
        "npx\0-p\0openclaw@2026.9.3\0openclaw\0gateway",
        "su\0-\0op\0-c\0openclaw gateway", "podman\0exec\0-it\0lab\0openclaw\0gateway",
        "node\0--env-file\0/h/a.env\0-r\0x\0index.js\0gateway",
        "busybox\0sh\0-c\0exec openclaw gateway", "timeout\0-k\05\010\0fish\0-c\0openclaw gateway")
    },
    dictionary: [
      "openclaw", "gateway", "run", "--profile", "--profile=", "--port", "--port=", "--", "-", "@", "=",
      "docker", "podman", "run", "-p", "-e", "sudo", "-u",
      "env", "-S", "nix-shell", "--run", "nvm", "exec", "tmux", "new", "screen", "-dmS", "doppler", "sh",
      "-c", "openclaw@2026.9.3", "--dev", "\0", ":", "[::1]:1-2:3-4",
    ],
    run: { input throws(FuzzFault) in
      let words = input.split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      for namesOpenClaw in [true, false] {
        let reader = StartReader(home: "/h", namesOpenClaw: namesOpenClaw) { _ in .missing }
        try check(reader.command(words, environment: ["HOME": "/h"]), size: input.count)
      }
      if let profile = GatewayProcessRule.profile(words), let name = profile {
        try Hold.that(ProfileName.isValid(name), "a process has no profile's name: \(Hold.excerpt(name))")
      }
      if let port = GatewayProcessRule.port(words) {
        try Hold.that(port > 0, "a process names the port \(port)")
      }
      _ = GatewayWords.startGateway(words)
      try checkProfile(words)
      let unit = words.first ?? ""
      if let profile = ServiceNames.profile(ofUnit: unit), let name = profile {
        try Hold.that(unit.contains(name), "a unit's profile is not in its name")
      }
    })

  private static func checkProfile(_ words: [String]) throws(FuzzFault) {
    let parsed: CommandLineProfile.Parsed
    do throws(CommandLineProfile.Refusal) {
      parsed = try CommandLineProfile.parse(words)
    } catch {
      return try Hold.that(!error.message.isEmpty, "a refusal says nothing")
    }
    if let profile = parsed.profile {
      try Hold.that(
        ProfileName.isValid(profile), "a command line has no profile's name: \(Hold.excerpt(profile))")
    }
    try Hold.that(parsed.arguments.count <= words.count, "a command line has become longer")
    try Hold.that(
      parsed.arguments.prefix(2).elementsEqual(words.prefix(2)), "a program has become another one")
  }
}
