import CPlatform
import Dashboard
import Glibc
import OpenClaw

/// A shell on our terminal, while the screen is away.
enum ForegroundShell {
  /// The person's own environment without any other gateway's identity, plus this gateway's.
  static func run(_ shell: String, gateway: EnvironmentReport, inherited: [String: String]) {
    var environment = inherited.filter { !Environment.isIdentity($0.key) }
    for variable in gateway.variables where variable.isOpenClaw {
      environment[variable.name] = variable.value
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(shell), nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for argument in arguments { free(argument) }
      for variable in variables { free(variable) }
    }
    _ = cp_run_foreground(&arguments, &variables)
  }
}
