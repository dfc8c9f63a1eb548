/// Where in one file the reading stands.
struct ShellFlow {
  /// How many branches and loops are open.
  var depth = 0
  var brackets = 0
  /// How many calls of functions are under way.
  var calls = 0
  /// The array whose values are being read, and whether they are added to it.
  var arrayName: String?
  var isArrayAppended = false
  /// Whether the branch at hand asks if a person sits at the shell: Debian's `.bashrc` returns there.
  var asksForPerson = false
  /// Whether nothing behind it runs any more in this file or function, or perhaps not.
  var hasReturned = false
  var mayHaveReturned = false
  /// Whether the script itself is at its end (`exec`, `exit`).
  var hasEnded = false
  /// Whether the command at hand may not run: it stands behind `||`, or behind a test and `&&`.
  var isGuarded = false
  /// Whether the last command always succeeds.
  var wasSure = true

  /// Whether the command at hand stands in no branch.
  var isPlain: Bool { depth == 0 && !isGuarded }
  /// Whether it surely runs.
  var isCertain: Bool { isPlain && !mayHaveReturned }
}
