/// What can be wrong with an OpenClaw config. Names keys, never values.
public enum ConfigFault: Sendable, Hashable {
  /// No JSON5.
  case syntax(JSON5Problem)
  /// The config itself cannot be read.
  case unreadable(ConfigReadFailure)
  /// The config is a link to a path where nothing is.
  case deadLink(target: String)
  /// Something else than an object as a whole.
  case noObject
  /// Keys beside an `$include` of something that is no object.
  case keysBesideInclude
  /// An `$include` that is neither a name nor a list of names.
  case includeWithoutName
  /// A file that may not be included.
  case includeOutside
  /// A file that includes itself, over whatever others.
  case includeCircle
  /// More levels of includes than so many.
  case includesTooDeep(limit: Int)
  /// More included files than so many.
  case tooManyIncludes(limit: Int)
  /// More bytes than so many, in all its files together.
  case tooLarge(limit: Int)
  /// More values than so many, with those of included files wherever they are included.
  case tooManyValues(limit: Int)
  /// A text that is longer than so many bytes once its variables are filled in, or all texts together.
  case expansionTooLong(limit: Int)
  /// An included file that cannot be read.
  case includeUnreadable(ConfigReadFailure)
  /// A value of another kind than OpenClaw wants: the key's path, and what it wants.
  case wrongKind(key: String, wanted: String)
  /// A key that the version may not know: its path, where it belongs, where that is known, and the version that surely refuses it.
  case unknownKey(key: String, hint: String?, refusedBy: String? = nil)
  /// A browser driver that the version does not have; the version, where it surely refuses it.
  case unknownDriver(refusedBy: String? = nil)

  /// For a person.
  public var message: String {
    switch self {
    case .syntax(let problem): problem.message
    case .unreadable(let failure): failure.message
    case .deadLink(let target): "it is a link to \(target), where nothing is"
    case .noObject: "the config must be an object in braces"
    case .keysBesideInclude: "keys beside $include need an included object"
    case .includeWithoutName: "$include takes a file name or a list of them"
    case .includeOutside:
      "this include lies outside the config's directory (OPENCLAW_INCLUDE_ROOTS would allow it)"
    case .includeCircle: "this include leads back to a file that includes it"
    case .includesTooDeep(let limit): "includes are nested deeper than \(limit) levels"
    case .tooManyIncludes(let limit): "more than \(limit) files are included"
    case .tooLarge(let limit): "the config and what it includes are larger than \(limit >> 20) MB"
    case .tooManyValues(let limit): "the config and what it includes hold more than \(limit) values"
    case .expansionTooLong(let limit):
      "with its variables filled in it is longer than \(limit >> 20) MB"
    case .includeUnreadable(let failure): "the included file cannot be read: \(failure.message)"
    case .wrongKind(let key, let wanted): "\(key) must be \(wanted)"
    case .unknownKey(let key, let hint, let version):
      "\(Self.refusal(version)): \(key) is no key that is known\(hint.map { " (\($0))" } ?? "")"
    case .unknownDriver(let version): "\(Self.refusal(version)): it has no browser driver of that name"
    }
  }

  /// The same, of a version whose keys are known.
  public func refused(by version: Version) -> ConfigFault {
    switch self {
    case .unknownKey(let key, let hint, _): .unknownKey(key: key, hint: hint, refusedBy: "\(version)")
    case .unknownDriver: .unknownDriver(refusedBy: "\(version)")
    default: self
    }
  }

  private static func refusal(_ version: String?) -> String {
    version.map { "OpenClaw \($0) refuses it" } ?? "OpenClaw of this version may refuse it"
  }
}
