import Host
import OpenClaw

/// Who started a process, as far as its parents tell: supervisors and terminals by the names that they give themselves.
public enum Parentage {
  /// The beginning of the kernel's name, and what to call it. One line a program.
  private static let names: [(prefix: String, name: String)] = [
    ("PM2", "pm2"), ("pm2", "pm2"), ("supervisord", "supervisord"), ("tmux", "tmux"), ("screen", "screen"),
    ("SCREEN", "screen"), ("zellij", "zellij"), ("cron", "cron"), ("atd", "at"),
    ("containerd-shim", "docker"),
    ("dockerd", "docker"), ("conmon", "podman"), ("podman", "podman"), ("runsv", "runit"),
    ("s6-supervise", "s6"),
    ("monit", "monit"), ("circusd", "circus"), ("forever", "forever"), ("nodemon", "nodemon"), ("ocm", "ocm"),
    ("process-compose", "process-compose"), ("overmind", "overmind"), ("foreman", "foreman"),
  ]

  /// Those that start nothing again.
  private static let calm: Set<String> = ["tmux", "screen", "zellij", "cron", "at"]

  /// A supervisor among the parents of a process that may start it again when it ends; nil where there is none.
  public static func restarter(of process: ProcessIdentity, in index: ProcessIndex) -> String? {
    of(process, in: index).flatMap { calm.contains($0) ? nil : $0 }
  }

  /// What the nearest ancestor is called that is a known supervisor or terminal; nil where none is.
  public static func of(_ process: ProcessIdentity, in index: ProcessIndex) -> String? {
    var current = index[process.pid]?.parent
    for _ in 0..<32 {
      guard let pid = current, pid > 1, let facts = index[pid] else { return nil }
      if let found = names.first(where: { facts.name.begins(with: $0.prefix) }) { return found.name }
      current = facts.parent
    }
    return nil
  }
}
