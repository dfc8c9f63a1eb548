import Canvas
import GatewayModel
import OpenClaw

/// The exact command and environment that a start would use.
enum EnvironmentPane {
  /// What the pane needs when it is shown, or when another gateway is chosen.
  static func enter(_ state: inout DashboardState, _ gateway: Gateway) -> [Intent] {
    if state.environment?.id != gateway.id { state.environment = nil }
    return [.hideLog, .loadEnvironment(gateway.id)]
  }

  static func lines(_ context: PaneContext) -> [PaneLine] {
    guard let report = context.state.environment, report.id == context.gateway.id else {
      return [PaneLine([.init("working out what a start would use", .dim)])]
    }
    if let refusal = report.refusal {
      return ShownText.wrap(refusal, width: context.width - 4).map { PaneLine([.init($0, .bad)]) }
    }
    let room = max(20, context.width - context.labelWidth - 1)
    var lines: [PaneLine] = []
    for (index, part) in TextCut.wrap(ShellLine.text(report.command), width: room).enumerated() {
      lines.append(
        PaneLine(index == 0 ? "command" : "", [.init(part, .strong)], labelWidth: context.labelWidth))
    }
    if let unit = report.unit {
      lines.append(
        PaneLine(
          "run by", [.init("\(unit): what its manager adds is not shown", .dim)],
          labelWidth: context.labelWidth))
    }
    lines.append(
      PaneLine("directory", [.init(context.path(report.workingDirectory))], labelWidth: context.labelWidth))
    lines.append(.blank)
    for variable in report.variables where variable.isOpenClaw { lines.append(line(variable)) }
    lines.append(.blank)
    for variable in report.variables where !variable.isOpenClaw { lines.append(line(variable)) }
    if !report.dropped.isEmpty {
      lines += [
        .blank,
        PaneLine([.init("not passed on  ", .dim), .init(report.dropped.joined(separator: " "), .dim)]),
      ]
    }
    return lines
  }

  private static func line(_ variable: EnvironmentReport.Variable) -> PaneLine {
    PaneLine([
      .init(variable.name, variable.isOpenClaw ? .accent : .text), .init("=", .dim), .init(variable.value),
    ])
  }
}
