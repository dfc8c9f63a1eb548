import FoundationEssentials
import GatewayModel
import Host

/// The rescue's files in Gatehouse's state directory.
public struct RescueStore: Sendable {
  /// When and how the last drill went.
  public struct Drill: Sendable, Equatable, Codable {
    /// The form of the file; there is one so far, and reading does not look at it.
    public var schema = 1
    /// Seconds since 1970.
    public var at: Double
    /// The shown name of the main gateway at that time.
    public var main: String
    /// The shown name of the rescue at that time.
    public var rescue: String
    /// Seconds from the beginning to a rescue bot that answers.
    public var secondsToReady: Double

    /// Made by `gatehouse rescue --drill` when it has passed.
    public init(at: Double, main: String, rescue: String, secondsToReady: Double) {
      self.at = at
      self.main = main
      self.rescue = rescue
      self.secondsToReady = secondsToReady
    }
  }

  /// Absolute (`GatehousePaths.rescue`).
  public let directory: String
  private let files: Machine.Files

  /// The files below `directory`; made when the first one is written.
  public init(directory: String, files: Machine.Files) {
    self.directory = directory
    self.files = files
  }

  /// The folder of what rescues kept as evidence: one folder each, named after the rescue.
  public var evidence: String { directory + "/evidence" }
  /// The rescue under way; absent while there is none.
  public var runFile: String { directory + "/run.json" }
  /// When the last drill was that passed; absent before the first.
  public var drillFile: String { directory + "/drill.json" }

  /// The rescue under way; nil where there is none, or where its file is torn.
  public func run() -> RescueRun? {
    decode(runFile).flatMap { (run: RescueRun) in
      let isOurs = run.evidence == nil || run.evidence == "\(evidence)/\(run.id)"
      return run.isValid && isOurs ? run : nil
    }
  }

  /// Whether there is a file of a rescue that cannot be understood.
  public var isTorn: Bool { files.status(runFile) != nil && run() == nil }

  /// Puts a file aside that cannot be understood.
  /// - Parameter time: seconds since 1970, for its new name.
  public func putAside(at time: Double) -> FileFailure? {
    files.rename(runFile, "\(directory)/torn-\(ConfigBackup.id(at: time))")
  }

  /// The last drill that passed; nil where there was none, and where its file is torn or its time cannot be.
  public func drill() -> Drill? {
    decode(drillFile).flatMap { (drill: Drill) in PlausibleTime.holds(drill.at) ? drill : nil }
  }

  /// Replaces the file of the rescue under way. Nil where it was written.
  public func write(_ run: RescueRun) -> FileFailure? {
    RecordFile.write(run, to: "run", in: directory, files: files)
  }

  /// Replaces the file of the last drill. Nil where it was written.
  public func write(_ drill: Drill) -> FileFailure? {
    RecordFile.write(drill, to: "drill", in: directory, files: files)
  }

  /// A rescue that is over goes to the ones before it.
  public func archive(_ run: RescueRun) -> FileFailure? {
    RecordFile.write(run, to: run.id, in: directory + "/history", files: files) ?? files.remove(runFile)
  }

  private func decode<Value: Decodable>(_ file: String) -> Value? {
    guard case .success(let bytes) = files.read(file, 4 << 20) else { return nil }
    // `isTorn` tells of a file that is none.
    return RecordDecoder.decode(Value.self, from: bytes)
  }
}
