import Fleet
import GatewayModel
import Host
import Records

/// The rescue's own files as they are now, read again only when they have changed.
struct RescueFiles: Sendable {
  private var run = Remembered<RescueRun>()
  private var drill = Remembered<RescueStore.Drill>()
  private var lastGood: [GatewayID: Remembered<Double>] = [:]

  /// - Parameter main: whose copies count.
  mutating func read(
    paths: GatehousePaths, files: Machine.Files, main: Definition?, into live: inout RuntimeState
  ) {
    let store = RescueStore(directory: paths.rescue, files: files)
    live.rescue.run = run.value(files.status(store.runFile)) { store.run() }
    live.rescue.drill = drill.value(files.status(store.drillFile)) { store.drill() }
    guard let main else {
      live.rescue.lastGood = [:]
      return
    }
    let copies = ConfigBackupStore(directory: paths.copies, files: files)
    let folder = copies.folder(stateDir: main.id.stateDir, configPath: main.id.configPath)
    let newest = lastGood[main.id, default: Remembered()].value(files.status(folder)) {
      copies.all(stateDir: main.id.stateDir, configPath: main.id.configPath).first { $0.kind == .lastGood }?
        .takenAt
    }
    live.rescue.lastGood = newest.map { [main.id: $0] } ?? [:]
  }

  /// A value with the status of the file it was read from.
  private struct Remembered<Value: Sendable>: Sendable {
    private var status: FileStatus?
    private var value: Value?

    mutating func value(_ now: FileStatus?, read: () -> Value?) -> Value? {
      if now != status {
        status = now
        value = now == nil ? nil : read()
      }
      return value
    }
  }
}
