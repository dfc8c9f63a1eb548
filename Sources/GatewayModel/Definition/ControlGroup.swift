import OpenClaw

/// Control groups of systemd's units: the last part names the unit, or one before it where the unit has groups of its own.
public enum ControlGroup {
  /// Whether a process's control group is a unit's. Two managers may have units of one name: the user's lie below
  /// `user@UID.service`, the system's below `system.slice`.
  public static func isOf(_ unit: UnitFile, _ group: String?, userID: UInt32) -> Bool {
    guard let group, group.parts(at: "/").contains(where: { $0.isSameBytes(as: unit.name) }) else {
      return false
    }
    guard unit.isUserUnit else { return !group.holds("/user@") }
    // In a container a user's manager may stand at the root.
    return group.holds("/user@")
      ? group.parts(at: "/").contains { $0.isSameBytes(as: "user@\(userID).service") }
      : !group.begins(with: "/system.slice/")
  }

  /// The service that a control group is, as a manager made it: also one of which no unit file is known (`systemd-run`, a file that was
  /// deleted). Nil for sessions, scopes, and services that start people's own programs.
  public static func service(_ group: String?) -> String? {
    let starters: Set<String> = [
      "cron.service", "crond.service", "atd.service", "ssh.service", "sshd.service",
    ]
    for part in (group ?? "").parts(at: "/").reversed() {
      if part.ends(with: ".scope") { return nil }
      guard part.ends(with: ".service") else { continue }
      return part.begins(with: "user@") || part.begins(with: "getty@") || starters.contains(String(part))
        ? nil : String(part)
    }
    return nil
  }

  /// The container of a process: its engine's short number for it, or the name that the group has. Sources: the control groups of
  /// docker (`docker-ID.scope`, `/docker/ID`), podman (`libpod-ID.scope`), containerd (`cri-containerd-ID.scope`), LXC (`lxc.payload.NAME`).
  public static func container(_ group: String?) -> String? {
    for part in (group ?? "").parts(at: "/").reversed() {
      for prefix in ["docker-", "libpod-", "cri-containerd-", "crio-", "nerdctl-"] {
        guard let number = part.rest(behind: prefix)?.prefix(while: { $0.isHexDigit }) else { continue }
        if number.count >= 12 { return String(number.prefix(12)) }
      }
      if let name = part.rest(behind: "lxc.payload.") { return String(name) }
      if part.count == 64, part.allSatisfy(\.isHexDigit) { return String(part.prefix(12)) }
    }
    return nil
  }
}
