import OpenClaw

/// Control groups of systemd's units: the last part names the unit, or one before it where the unit has groups of its own.
public enum ControlGroup {
  /// Whether a process's control group is a unit's. Two managers may have units of one name: the user's lie below
  /// `user@UID.service`, the system's below `system.slice`.
  public static func isOf(_ unit: UnitFile, _ group: String?, userID: UInt32) -> Bool {
    guard let group, group.hasSuffix("/" + unit.name) || group.contains("/\(unit.name)/") else {
      return false
    }
    guard unit.isUserUnit else { return !group.contains("/user@") }
    // In a container a user's manager may stand at the root.
    return group.contains("/user@")
      ? group.contains("/user@\(userID).service/") : !group.hasPrefix("/system.slice/")
  }

  /// The service that a control group is, as a manager made it: also one of which no unit file is known (`systemd-run`, a file that was
  /// deleted). Nil for sessions, scopes, and services that start people's own programs.
  public static func service(_ group: String?) -> String? {
    let starters: Set<String> = [
      "cron.service", "crond.service", "atd.service", "ssh.service", "sshd.service",
    ]
    for part in (group ?? "").split(separator: "/").reversed() {
      if part.hasSuffix(".scope") { return nil }
      guard part.hasSuffix(".service") else { continue }
      return part.hasPrefix("user@") || part.hasPrefix("getty@") || starters.contains(String(part))
        ? nil : String(part)
    }
    return nil
  }

  /// The container of a process: its engine's short number for it, or the name that the group has. Sources: the control groups of
  /// docker (`docker-ID.scope`, `/docker/ID`), podman (`libpod-ID.scope`), containerd (`cri-containerd-ID.scope`), LXC (`lxc.payload.NAME`).
  public static func container(_ group: String?) -> String? {
    for part in (group ?? "").split(separator: "/").reversed() {
      for prefix in ["docker-", "libpod-", "cri-containerd-", "crio-", "nerdctl-"]
      where part.hasPrefix(prefix) {
        let number = part.dropFirst(prefix.count).prefix { $0.isHexDigit }
        if number.count >= 12 { return String(number.prefix(12)) }
      }
      if part.hasPrefix("lxc.payload.") { return String(part.dropFirst(12)) }
      if part.count == 64, part.allSatisfy(\.isHexDigit) { return String(part.prefix(12)) }
    }
    return nil
  }
}
