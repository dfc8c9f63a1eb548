import CPlatform
import Glibc

/// A command on our terminal, while the screen is away.
enum ForegroundCommand {
  /// - Parameters:
  ///   - arguments: the executable's path first.
  ///   - environment: the whole environment of the command.
  /// - Returns: its exit status, 128 and more for a signal, -1 where it cannot be run.
  @discardableResult
  static func run(_ arguments: [String], environment: [String: String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for word in words { free(word) }
      for variable in variables { free(variable) }
    }
    return cp_run_foreground(&words, &variables)
  }
}
