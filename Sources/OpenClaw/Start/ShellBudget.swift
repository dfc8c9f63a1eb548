/// What is left of what a script may cost.
struct ShellBudget {
  /// How many files deep it is.
  var depth = 0
  /// How many files are still read into it, by whatever file.
  var files = 200
  /// How many calls of functions are still followed: each of them may hold more.
  var calls = 200
}
