/// What is left of what a script may cost.
struct ShellBudget {
  /// How many files deep it is.
  var files = 0
  /// How many calls of functions are still followed: each of them may hold more.
  var calls = 200
}
