import GatewayModel
import Host
import Records

/// What a launch will need, held before what runs is stopped: else a restart could leave a gateway down for want of descriptors or of a
/// place for its record.
struct LaunchReserve {
  /// For the child's process, its log, the locks, the look before it and its record.
  private static let descriptors = 32
  /// As much as the longest record.
  private static let size = 32 << 10

  private let held: FileLock
  private let place: String
  private let files: Machine.Files

  /// - Returns: why a launch would not work.
  static func take(
    _ definition: Definition, context: ActionContext
  ) -> Result<LaunchReserve, ActionRefusal> {
    let (files, paths, name) = (context.host.files, context.paths, definition.name)
    func refused(_ path: String, _ failure: FileFailure) -> Result<LaunchReserve, ActionRefusal> {
      .failure(.start(.unwritable(name: name, path: paths.abbreviate(path), failure)))
    }
    for directory in [paths.logs, paths.runs, paths.locks] {
      if let failure = files.makeDirectory(directory, 0o700) { return refused(directory, failure) }
    }
    let key = RunStore.key(name: name, stateDir: definition.stateDir, configPath: definition.configPath)
    let log = "\(paths.logs)/\(key).log"
    if let failure = files.append(log, "", 0o600) { return refused(log, failure) }
    if case .failure(let failure) = files.lock(paths.locks + "/launch.lock") {
      return refused(paths.locks + "/launch.lock", failure)
    }
    let place = "\(paths.runs)/\(key).reserve"
    if let failure = files.write(place, String(repeating: " ", count: size), 0o600) {
      return refused(place, failure)
    }
    guard let held = files.reserveDescriptors(descriptors) else {
      // It cannot be removed only where it could not have been made.
      _ = files.remove(place)
      return .failure(.start(.noDescriptors(name: name)))
    }
    return .success(LaunchReserve(held: held, place: place, files: files))
  }

  /// Gives it back for the launch that comes now.
  func giveBack() {
    // Left behind it takes 32 KB, and is written over by the next restart.
    _ = files.remove(place)
    withExtendedLifetime(held) {}
  }
}
