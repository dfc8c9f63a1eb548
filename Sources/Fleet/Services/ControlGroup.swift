import OpenClaw

/// Control groups of systemd's units: the last part names the unit, or one before it where the unit has groups of its own.
public enum ControlGroup {
  /// Two managers may have a unit of one name: a user's own lie below `user@UID.service`, the system's below `system.slice`.
  public static func isOf(_ unit: UnitFile, _ group: String?, userID: UInt32) -> Bool {
    guard let group, group.hasSuffix("/" + unit.name) || group.contains("/\(unit.name)/") else {
      return false
    }
    guard unit.isUserUnit else { return !group.contains("/user@") }
    // In a container a user's manager may stand at the root.
    return group.contains("/user@")
      ? group.contains("/user@\(userID).service/") : !group.hasPrefix("/system.slice/")
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
