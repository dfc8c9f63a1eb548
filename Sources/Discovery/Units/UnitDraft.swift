/// What the files of a unit say, while they are being read.
struct UnitDraft {
  var name: String
  var type = "simple"
  var command: [String] = []
  var expandsVariables = true
  var environment: [String: String] = [:]
  var unset: [String] = []
  /// Names in `PassEnvironment=`: their values come from the manager's own environment and are not known here.
  var passed: Set<String> = []
  var files: [String] = []
  var fromFiles: [String: String] = [:]
  var origins: [String: String] = [:]
  var user: String?
  var workingDirectory: String?
  /// A file whose variables are not known.
  var openFile: String?
  /// Why not all was read that it says; nil where it was.
  var cut: String?
  /// Bytes of all words that were read, and files of variables with their bytes.
  var size = 0
  var fileCount = 0
  var fileSize = 0
  var problems: [String] = []
}
