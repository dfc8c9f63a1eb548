/// Programs that do something and then run the command line behind them. One line a program.
struct StartWrapper {
  /// Options that take the next word as their value.
  var options: Set<String> = []
  /// Words in front of the command that are no options.
  var positionals = 0
  /// Whether it may set variables that the command line does not show.
  var opens = false
  /// Options whose value is an assignment.
  var assignments: Set<String> = []
  /// The option that names the user as whom the command runs.
  var user: Set<String> = []
  /// Whether the command begins behind `--` alone.
  var needsDashes = false
  /// Whether words such as `node@22` stand in front of the command.
  var skipsTools = false
  /// Whether the variables of whoever starts it are dropped.
  var drops = false

  /// The option with a value that ends a word of short ones (`-iu claw`, `-nHuclaw`), and the value where it stands in the same word.
  func cluster(_ word: String) -> (isUser: Bool, value: String?)? {
    guard !user.isEmpty, word.utf8.count > 2, !word.begins(with: "--") else { return nil }
    for index in word.indices.dropFirst() {
      let option = "-\(word[index])"
      guard user.contains(option) || options.contains(option) else { continue }
      let value = String(word.rest(behind: index))
      return (user.contains(option), value.isEmpty ? nil : value)
    }
    return nil
  }

  /// Whether a word of options keeps all variables of whoever starts it (`-E`, `-nE`, `--preserve-env`; not a list of some).
  func keepsEnvironment(_ word: String) -> Bool {
    if word.begins(with: "--") { return word == "--preserve-env" }
    // Behind an option with a value its letters are that value (`-uEva`).
    return word.dropFirst().prefix { !user.contains("-\($0)") && !options.contains("-\($0)") }.contains("E")
  }

  /// By the name of the program, or of program and command (`nvm exec`).
  static let all: [String: StartWrapper] = [
    "nice": .init(options: ["-n", "--adjustment"]),
    "ionice": .init(options: ["-c", "--class", "-n", "--classdata"]),
    "chrt": .init(options: ["-T", "-P", "-D"], positionals: 1),
    "taskset": .init(positionals: 1),
    "timeout": .init(options: ["-s", "--signal", "-k", "--kill-after"], positionals: 1),
    "stdbuf": .init(options: ["-i", "-o", "-e", "--input", "--output", "--error"]),
    "setsid": .init(), "nohup": .init(), "time": .init(), "command": .init(), "builtin": .init(),
    "unbuffer": .init(), "caffeinate": .init(options: ["-t", "-w"]), "catchsegv": .init(),
    "exec": .init(options: ["-a"]),
    "flock": .init(options: ["-w", "--timeout", "-E", "--conflict-exit-code"], positionals: 1),
    "systemd-run": .init(
      options: [
        "-p", "--property", "-u", "--unit", "--slice", "--gid", "-M", "--machine", "-H", "--host",
        "--description", "--nice", "--working-directory", "--service-type",
      ], assignments: ["-E", "--setenv"], user: ["--uid"]),
    "systemd-cat": .init(options: ["-t", "--identifier", "-p", "--priority", "--stderr-priority"]),
    "systemd-inhibit": .init(),
    "sudo": .init(
      options: ["-g", "--group", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-T", "-r", "-t", "-h"],
      user: ["-u", "--user"], drops: true),
    "doas": .init(options: ["-C"], user: ["-u"], drops: true),
    "runuser": .init(options: ["-g", "--group", "-G", "--supp-group"], user: ["-u", "--user"]),
    "gosu": .init(positionals: 1), "su-exec": .init(positionals: 1), "s6-setuidgid": .init(positionals: 1),
    "setpriv": .init(
      options: [
        "--reuid", "--regid", "--groups", "--pdeathsig", "--inh-caps", "--ambient-caps", "--bounding-set",
      ]),
    "tini": .init(options: ["-p", "-e"]), "tini-static": .init(options: ["-p", "-e"]),
    "dumb-init": .init(options: ["-r", "--rewrite"]), "catatonit": .init(),
    "xvfb-run": .init(
      options: ["-n", "-s", "-e", "-f", "-p", "-w", "--server-num", "--server-args", "--auth-file"]),
    "dbus-run-session": .init(options: ["--config-file", "--dbus-daemon"]),
    "dbus-launch": .init(), "firejail": .init(), "proxychains4": .init(options: ["-f"]),
    "proxychains": .init(options: ["-f"]), "cgexec": .init(options: ["-g"]), "prlimit": .init(),
    "cpulimit": .init(options: ["-l", "-e", "-p"]), "authbind": .init(options: []),
    "strace": .init(options: ["-o", "-e"]),
    "nvm exec": .init(positionals: 0, skipsTools: true), "nvm run": .init(skipsTools: true),
    "fnm exec": .init(options: ["--using", "--version-file-strategy", "--fnm-dir"]),
    "mise exec": .init(options: ["-C", "--cd", "-j", "--jobs"], opens: true, skipsTools: true),
    "mise x": .init(options: ["-C", "--cd", "-j", "--jobs"], opens: true, skipsTools: true),
    "rtx exec": .init(opens: true, skipsTools: true), "rtx x": .init(opens: true, skipsTools: true),
    "asdf exec": .init(), "nodenv exec": .init(), "n exec": .init(positionals: 1),
    "volta run": .init(
      options: ["--node", "--npm", "--pnpm", "--yarn"], assignments: ["--env"]),
    "npx": .init(options: ["-p", "--package"]), "bunx": .init(options: ["-p", "--package"]),
    "pnpx": .init(options: ["-p", "--package"]),
    "npm exec": .init(options: ["-p", "--package"]), "npm x": .init(options: ["-p", "--package"]),
    "pnpm exec": .init(options: ["-C", "--dir", "-F", "--filter"]),
    "pnpm dlx": .init(options: ["--package", "-C", "--dir"]),
    "yarn exec": .init(), "yarn dlx": .init(options: ["-p", "--package"]), "yarn run": .init(),
    "bun x": .init(), "bun run": .init(), "corepack pnpm": .init(),
    "direnv exec": .init(positionals: 1, opens: true), "dotenv": .init(options: ["-e", "-f"], opens: true),
    "dotenvx run": .init(options: ["-f", "--env-file"], opens: true, needsDashes: true),
    "op run": .init(options: ["--env-file"], opens: true, needsDashes: true),
    "doppler run": .init(options: ["-p", "-c", "--project", "--config"], opens: true, needsDashes: true),
    "infisical run": .init(opens: true, needsDashes: true),
    "sops exec-env": .init(positionals: 1, opens: true),
    "envdir": .init(positionals: 1, opens: true), "chpst": .init(options: ["-u", "-e", "-n"], opens: true),
  ]

  /// Programs after which ports and paths are not this machine's, or another machine runs what follows.
  static let elsewhere: [String: String] = [
    "chroot": "it runs in another root directory", "nsenter": "it runs in other namespaces",
    "bwrap": "it runs in other namespaces", "unshare": "it runs in other namespaces",
    "systemd-nspawn": "it runs in a container", "lxc-attach": "it runs in a container",
    "ip": "it runs in another network namespace", "machinectl": "it runs in a container",
    "flatpak": "it runs in a sandbox", "distrobox": "it runs in a container",
    "toolbox": "it runs in a container",
    "distrobox-enter": "it runs in a container",
  ]
}
