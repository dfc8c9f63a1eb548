import FoundationEssentials
import GatewayModel
import Host

/// The rescue's files in Gatehouse's state directory.
public struct RescueStore: Sendable {
  /// When and how the last drill went.
  public struct Drill: Sendable, Equatable, Codable {
    public var schema = 1
    /// Seconds since 1970.
    public var at: Double
    public var main: String
    public var rescue: String
    /// Seconds from the beginning to a rescue bot that answers.
    public var secondsToReady: Double

    public init(at: Double, main: String, rescue: String, secondsToReady: Double) {
      self.at = at
      self.main = main
      self.rescue = rescue
      self.secondsToReady = secondsToReady
    }
  }

  public let directory: String
  private let files: Machine.Files

  public init(directory: String, files: Machine.Files) {
    self.directory = directory
    self.files = files
  }

  public var evidence: String { directory + "/evidence" }
  public var runFile: String { directory + "/run.json" }
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

  public func drill() -> Drill? {
    decode(drillFile).flatMap { (drill: Drill) in PlausibleTime.holds(drill.at) ? drill : nil }
  }

  public func write(_ run: RescueRun) -> FileFailure? {
    RecordFile.write(run, to: "run", in: directory, files: files)
  }

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
    return try? JSONDecoder().decode(Value.self, from: Data(bytes))
  }
}
