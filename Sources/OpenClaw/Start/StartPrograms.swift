/// What programs of a command line are, by their names.
public enum StartPrograms {
  static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ash", "ksh", "busybox"]
  static let interpreters: Set<String> = ["node", "nodejs", "bun", "deno", "tsx"]
  /// Options of Node that take the next word.
  static let nodeOptions: Set<String> = [
    "-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "--title",
  ]
  static let names = ["openclaw", "clawdbot", "moltbot"]

  /// Whether words that are not understood speak of a gateway.
  static func mayBeGateway(_ words: [String]) -> Bool {
    let text = words.joined(separator: " ")
    return names.contains { text.contains($0) } && text.contains("gateway")
  }

  /// Whether a program or script is called as OpenClaw's own, in any of its times.
  public static func isOpenClaw(_ name: String) -> Bool {
    names.contains { known in
      name == known || [".mjs", ".js", ".cjs", ".cmd"].contains { name == known + $0 }
    }
  }

  /// `22`, `v22.12`, `lts/*`, `node@22`, `--lts`.
  static func isTool(_ word: String) -> Bool {
    if word.parts(at: "@").first.map({ isOpenClaw(String($0)) }) == true { return false }
    return word.contains("@") || word.first?.isNumber == true || word.begins(with: "lts")
      || word.begins(with: "-")
      || word.begins(with: "v") && word.dropFirst().first?.isNumber == true
      || ["stable", "default", "system", "current"].contains(word)
  }

  /// Programs that speak of gateways, and start none here.
  static let tools: Set<String> = [
    "ssh", "mosh", "autossh", "curl", "wget", "systemctl", "journalctl", "kill", "pkill", "pgrep", "logger",
    "grep",
    "jq", "ss", "nc", "socat", "tail", "cat", "true", "sleep", "test", "mail", "notify-send",
  ]

  /// Programs that run whatever a script or a list of tasks tells them.
  private static let runners: Set<String> = [
    "python", "python3", "perl", "ruby", "php", "lua", "make", "just", "task", "npm", "pnpm", "yarn", "pm2",
    "expect", "deno",
    "bun", "node", "pwsh", "fish", "supervisord", "ansible-playbook",
  ]

  /// Whether a program runs whatever a script or a list of tasks tells it, which is not read here.
  public static func isRunner(_ program: String) -> Bool {
    let name = UserPath.name(program)
    return runners.contains(name) || name.begins(with: "python3.")
  }

  /// Whether a program is the distribution's own, and no script that somebody wrote around OpenClaw.
  public static func isOfSystem(_ program: String) -> Bool {
    [
      "/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/lib/", "/usr/libexec/", "/lib/", "/lib64/",
      "/snap/bin/",
    ].contains {
      program.begins(with: $0)
    }
  }

  /// Words of programs that look after a gateway and are none.
  static let helperWords = [
    "watch", "monitor", "health", "check", "probe", "backup", "notify", "alert",
  ]

  static func isHelper(_ program: String) -> Bool {
    let name = UserPath.name(program).lowercased()
    return helperWords.contains { name.contains($0) }
  }
}
