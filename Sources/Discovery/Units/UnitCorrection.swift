import GatewayModel
import OpenClaw

extension UnitFile {
  /// Fills in from the manager's answer what the files leave open (specifiers). Everything else stays as it is on disk, because the next
  /// start uses that.
  mutating func correct(by service: ServiceStatus) {
    guard service.loadState == "loaded", !service.needsReload else { return }
    // Only what a specifier has left open, and what stands in no file that was read: values from files win there too.
    let isOpen = environment.values.contains { $0.contains("%") } || arguments.contains { $0.contains("%") }
    for (name, value) in service.environment
    where environment[name].map({ $0.contains("%") }) ?? !start.dropsEnvironment {
      environment[name] = value
    }
    if arguments.isEmpty || arguments.contains(where: { $0.contains("%") }) {
      arguments = service.arguments
      start = StartReader(home: home, namesOpenClaw: true) { _ in .missing }
        .command(arguments, environment: environment)
    }
    if profile == nil || isOpen {
      profile = Self.profile(
        name: name, arguments: start.arguments, environment: environment, home: home)
    }
    switch service.fileState {
    // Source: systemctl(1), `is-enabled`; a linked unit can be started by its name, and nothing starts it by itself.
    case "enabled", "enabled-runtime", "alias", "generated": isEnabled = true
    case "disabled", "masked", "masked-runtime", "indirect", "linked", "linked-runtime", "static":
      isEnabled = false
    default: break
    }
  }
}
