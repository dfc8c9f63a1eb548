/// Why a file could not be read or written.
public enum FileFailure: Error, Sendable, Equatable {
  /// There is no such file, or a part of the path is no directory.
  case missing
  /// There is no such directory.
  case missingDirectory
  /// This user may not do that.
  case denied
  /// Symbolic links that lead to each other.
  case linkCircle
  /// A symbolic link to where nothing is.
  case deadLink
  /// A directory, FIFO or device, where a file was to be read.
  case notRegular
  /// Something else, where a directory was to be made.
  case notDirectory
  /// More bytes than the one who reads takes.
  case tooLarge(limit: Int)
  /// What was to be written cannot be put into JSON: `what` it is ("the record"), and the encoder's reason.
  case unencodable(what: String, reason: String)
  /// What was to be written tells of this process, which the process table does not show.
  case processUnseen
  /// Nothing is written in a home that is another user's.
  case foreignHome(userID: UInt32)
  /// A file of ours that another user owns.
  case foreignFile(userID: UInt32)
  /// The file system does not answer.
  case silent(FileSilence)
  /// Anything else, in the system's own words (`strerror`).
  case system(String)

  /// Whether there is nothing at the path.
  public var isMissing: Bool { self == .missing || self == .missingDirectory }
}

extension FileFailure: CustomStringConvertible {
  /// The reason without the path, for a person: `permission denied`.
  public var description: String {
    switch self {
    case .missing: "no such file"
    case .missingDirectory: "no such directory"
    case .denied: "permission denied"
    case .linkCircle: "its links lead in a circle"
    case .deadLink: "it is a link that leads nowhere"
    case .notRegular: "not a regular file"
    case .notDirectory: "not a directory"
    case .tooLarge(let limit): "larger than \(limit / 1_048_576) MB"
    case .unencodable(let what, let reason): "\(what) cannot be encoded: \(reason)"
    case .processUnseen: "this process cannot be seen in the process table"
    case .foreignHome(let user): "the home is user \(user)'s, and Gatehouse only looks there"
    case .foreignFile(let user): "it belongs to user \(user)"
    case .silent(let silence): "\(silence.place) does not answer"
    case .system(let words): words
    }
  }
}
