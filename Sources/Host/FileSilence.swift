/// A file system that does not answer: a dead network disk, a FUSE program that hangs, a disk that was pulled out.
public struct FileSilence: Sendable, Hashable {
  /// Where it is mounted; of this machine's own disk the directory that was asked for.
  public var place: String
  /// Seconds since 1970: when the question was asked that is still open.
  public var since: Double

  /// Made by `FilePatience` for the first question that was not answered.
  public init(place: String, since: Double) {
    self.place = place
    self.since = since
  }
}
