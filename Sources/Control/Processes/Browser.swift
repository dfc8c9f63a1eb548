import Fleet
import GatewayModel
import Host

/// Opens an address in the person's own browser.
public enum Browser {
  /// - Returns: false where there is no `xdg-open`.
  public static func open(_ url: String, host: Machine, paths: GatehousePaths) -> Bool {
    let environment = host.system.environment
    guard let opener = CommandFinder.find("xdg-open", path: environment["PATH"], home: paths.home) else {
      return false
    }
    let plan = LaunchPlan(
      arguments: [opener, url], environment: environment, workingDirectory: paths.home, port: 0, dropped: [])
    // The caller offers the address itself where it cannot be opened.
    return (try? ChildProcess.launch(plan, runID: "browser", logFile: "/dev/null")) != nil
  }
}
