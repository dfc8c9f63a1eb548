import CPlatform
import Host
import OpenClaw

/// Reports of this program's own crashes: what happened and where in the program, without any value of it.
struct CrashReports {
  /// So many are kept.
  static let kept = 10

  let directory: String
  let files: Machine.Files

  /// From now on a crash leaves its report there. Of the old ones the newest are kept.
  func arm() {
    cp_crash_reports(directory)
    guard case .success(let names) = files.list(directory), names.count > Self.kept else { return }
    // Their names begin with their time.
    for name in names.filter({ $0.begins(with: "crash-") }).sorted().dropLast(Self.kept) {
      // A report that cannot be removed is in nobody's way.
      _ = files.remove(directory + "/" + name)
    }
  }
}
