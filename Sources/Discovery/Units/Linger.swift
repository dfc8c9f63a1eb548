import Host
import OpenClaw

/// Whether a user's manager, and all its units with it, lives on without a login. Source: loginctl(1), systemd-logind.service(8).
enum Linger {
  /// Nil where no logind keeps this very user, or another home than the user's own is meant: then nothing is known of it.
  static func isOn(_ system: Machine.System, home: String, _ files: Machine.Files) -> Bool? {
    guard let name = system.userName, system.userHome.map({ UserPath.normalize($0) }) == home,
      files.status("/run/systemd/users/\(system.userID)") != nil
    else { return nil }
    return files.status("/var/lib/systemd/linger/\(name)") != nil
  }
}
