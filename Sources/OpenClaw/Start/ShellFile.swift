/// What has come of reading a file that a script reads or runs.
enum ShellFile {
  case text(String)
  case missing, unreadable
}
