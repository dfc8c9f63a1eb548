import GatewayModel
import OpenClaw

/// What the rescue bot is told, in Markdown that can be pasted. Pure; the caller crosses out secrets.
public enum RescueBrief {
  /// - Parameters:
  ///   - path: a path as it is shown.
  ///   - log: the last lines of main's log.
  public static func text(_ facts: RescueFacts, log: [String], path: (String) -> String) -> String {
    let main = facts.main
    var lines = [
      "# The main bot needs help", "",
      "You are the rescue bot. Another OpenClaw gateway of this host, `\(main.name)`, is to be repaired. Its config and state are its own: change them only as asked, and leave your own alone.",
      "", "## What is wrong", "",
    ]
    lines += facts.trouble.signs.map { "- \(LogText.clean($0))" }
    if let since = facts.trouble.since { lines.append("- since \(ISOTime.text(since))") }
    if facts.trouble != facts.condition { lines.append("- now: \(facts.condition.text)") }
    lines += [
      "", "## Where it is", "", "| | |", "| --- | --- |",
      row("config", path(main.configPath)), row("state directory", path(main.stateDir)),
      row("workspace", path(main.workspace)),
      row(
        "ports",
        main.isPortKnown
          ? "\(main.plan.gateway.port) gateway, \(main.plan.browserControl.port) browser control, \(main.plan.cdpRange.lowerBound)-\(main.plan.cdpRange.upperBound) CDP"
          : facts.mainPort.map { "\($0) gateway, as the last good config says" }
            ?? "unknown while its config cannot be read"
      ),
      row("service", main.service.isInstalled ? "\(main.service.unit) (\(main.service.manager))" : "none"),
      row("version", main.version ?? "unknown"),
      row("command", command(main, path: path)),
    ]
    if let evidence = facts.run?.evidence { lines.append(row("evidence", path(evidence))) }
    if let broken = facts.broken {
      lines += [
        "", "## Its config", "", "`\(LogText.clean(broken.problem.description).replacing("`", with: "'"))`",
        "",
      ]
      lines += fenced(broken.lines.map { "\($0.number)  \($0.text)" })
    }
    lines += ["", "## The last config that worked", ""]
    if let copy = facts.copy {
      let proof = copy.isStartProven ? "" : " (edited while it ran: no start has proven it)"
      lines += [
        "Copy `\(copy.id)` of \(ISOTime.text(copy.takenAt))\(proof); the config of now \(copy.difference.summary). `gatehouse config restore \(ShellLine.word(main.name))` puts it back.",
        "",
      ]
      lines += fenced(Array(copy.difference.text(path: path).prefix(60)), language: "diff")
    } else {
      lines.append(
        facts.hasCopy
          ? "The config is as it was when it last worked." : "There is no copy of a config that worked.")
    }
    if !log.isEmpty {
      lines += ["", "## The end of its log", ""] + fenced(log.suffix(20))
    }
    lines += [
      "", "## What to do", "",
      "Find out why `\(main.name)` does not work, and say what you would change before you change it. Secrets are crossed out here (`•••`); do not ask for them. `gatehouse status`, `gatehouse check \(ShellLine.word(main.name))` and `gatehouse logs \(ShellLine.word(main.name))` show more.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// A block of text as it is: its fence is longer than any run of backticks in it, so that no line of a log or config can end it and
  /// speak to the rescue bot as the brief does (CommonMark, "Fenced code blocks").
  private static func fenced(_ lines: [String], language: String = "") -> [String] {
    let longest =
      lines.map { line in
        line.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
      }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + language] + lines + [fence]
  }

  /// How OpenClaw is called for it: what no profile names needs its paths.
  private static func command(_ main: Gateway, path: (String) -> String) -> String {
    if main.profile != nil || main.isDefaultProfile { return CommandLineProfile.command(main.profile) }
    return
      "OPENCLAW_STATE_DIR=\(ShellLine.word(path(main.stateDir))) OPENCLAW_CONFIG_PATH=\(ShellLine.word(path(main.configPath))) openclaw"
  }

  private static func row(_ name: String, _ value: String) -> String {
    value.isEmpty
      ? "| \(name) | unknown |"
      : "| \(name) | `\(LogText.clean(value).replacing("|", with: "\\|").replacing("`", with: "'"))` |"
  }
}
