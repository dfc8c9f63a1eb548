/// Control groups of systemd's units: the last part names the unit, or one before it where the unit has groups of its own.
enum ControlGroup {
  static func isOf(_ unit: String, _ group: String?) -> Bool {
    guard let group else { return false }
    return group.hasSuffix("/" + unit) || group.contains("/\(unit)/")
  }
}
