/// A script or file of variables that a command line leads to.
public enum StartFile: Sendable {
  /// Its content.
  case text(String)
  /// There is no such file.
  case missing
  /// It is there, and cannot be read or is no text.
  case unreadable
}
