import CPlatform
import Glibc

/// A shell on our terminal, while the screen is away.
enum ForegroundShell {
  /// - Parameter environment: the whole environment of the shell.
  static func run(_ shell: String, environment: [String: String]) {
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
