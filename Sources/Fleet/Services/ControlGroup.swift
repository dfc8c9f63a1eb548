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
}
