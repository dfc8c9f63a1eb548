/// What has been met on the way from a command line to what it starts.
struct StartWay {
  var environment: [String: String]
  /// Shared by all that one command line leads to.
  var budget = StartBudget()
  var variables: [String: String?] = [:]
  var drops = false
  var openBecause: String?
  var user: String?
  var workingDirectory: String?

  mutating func set(_ name: String, _ value: String?) {
    variables[name] = .some(value)
    environment[name] = value
  }

  mutating func drop() {
    drops = true
    variables = [:]
    environment = [:]
  }

  func finish(_ kind: StartCommand.Kind, _ arguments: [String] = [], program: String? = nil) -> StartCommand {
    var command = StartCommand(kind, arguments: arguments, program: program)
    command.variables = variables
    command.dropsEnvironment = drops
    command.openBecause = openBecause
    command.user = user
    command.workingDirectory = workingDirectory
    return command
  }
}
