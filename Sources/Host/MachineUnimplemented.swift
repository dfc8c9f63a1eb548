extension Machine {
  /// Traps on every use: a test sets what it needs, and hears of what it forgot.
  public static let unimplemented = Machine(
    files: Files(
      read: { path, _ in forgotten("files.read(\(path))") },
      readPlain: { path, _ in forgotten("files.readPlain(\(path))") },
      plainStatus: { forgotten("files.plainStatus(\($0))") },
      status: { forgotten("files.status(\($0))") },
      list: { forgotten("files.list(\($0))") },
      realPath: { forgotten("files.realPath(\($0))") },
      link: { forgotten("files.link(\($0))") },
      write: { path, _, _ in forgotten("files.write(\(path))") },
      append: { path, _, _ in forgotten("files.append(\(path))") },
      rename: { path, _ in forgotten("files.rename(\(path))") },
      copyAndEmpty: { path, _ in forgotten("files.copyAndEmpty(\(path))") },
      makeDirectory: { path, _ in forgotten("files.makeDirectory(\(path))") },
      remove: { forgotten("files.remove(\($0))") },
      lock: { forgotten("files.lock(\($0))") },
      tail: { path, _, _ in forgotten("files.tail(\(path))") }),
    processes: Processes(
      pids: { forgotten("processes.pids") },
      all: { forgotten("processes.all") },
      facts: { forgotten("processes.facts(\($0))") },
      commandLine: { forgotten("processes.commandLine(\($0))") },
      environment: { forgotten("processes.environment(\($0))") },
      controlGroup: { forgotten("processes.controlGroup(\($0))") },
      view: { forgotten("processes.view(\($0))") },
      userID: { forgotten("processes.userID(\($0))") },
      sockets: { forgotten("processes.sockets(\($0))") },
      listeners: { forgotten("processes.listeners") },
      acceptedSocket: { forgotten("processes.acceptedSocket(\($0.server.port))") },
      signal: { target, _ in forgotten("processes.signal(\(target))") },
      signalGroup: { group, _ in forgotten("processes.signalGroup(\(group))") },
      waitForEnd: { processes, _ in forgotten("processes.waitForEnd(\(processes))") }),
    system: System(
      hostName: "test", userID: 1000, bootID: "boot", environment: [:], workingDirectory: "/",
      ticksPerSecond: 100, now: { forgotten("system.now") }, uptime: { forgotten("system.uptime") },
      sleep: { forgotten("system.sleep(\($0))") }))

  /// Only reached by a test that left a function unset.
  private static func forgotten<T>(_ name: String) -> T {
    // Only tests make such a host: what one of them forgot must end it loudly, and not go on with an invented answer.
    fatalError("the test did not set \(name)")
  }
}
