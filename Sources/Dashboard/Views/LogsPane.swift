import Canvas
import Fleet

/// The end of the gateway's log.
enum LogsPane {
  static func lines(_ context: PaneContext) -> [PaneLine] {
    let log = context.state.log
    if log.id != context.gateway.id { return [PaneLine([.init("reading the log", .dim)])] }
    if let problem = log.problem { return [PaneLine([.init(problem, .dim)])] }
    if log.lines.isEmpty { return [PaneLine([.init("the log is empty so far", .dim)])] }
    return log.lines.map { PaneLine([.init($0, style($0))]) }
  }

  private static func style(_ line: String) -> Style {
    let head = line.prefix(80).lowercased()
    if head.contains("error") || head.contains("fatal") { return .bad }
    return head.contains("warn") ? .warning : .text
  }
}
