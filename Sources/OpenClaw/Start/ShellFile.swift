/// A file that a script reads or runs.
enum ShellFile {
  case text(String)
  case missing, unreadable
}
