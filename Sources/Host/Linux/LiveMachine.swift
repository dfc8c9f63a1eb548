#if os(Linux)
  import CPlatform
  import Glibc

  extension Machine {
    /// This machine, by `/proc`, files and signals.
    public static func live() -> Machine {
      Machine(files: .live, processes: .live, system: .live()).patient(patience)
    }

    /// One for all machines of this process: what one of them has found silent is silent for all.
    private static let patience = FilePatience(
      .live, now: { System.clock(CLOCK_REALTIME) }, elapsed: { System.clock(CLOCK_MONOTONIC) })
  }

  extension Machine.System {
    static func live() -> Machine.System {
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, name.count - 1)
      var environment: [String: String] = [:]
      var entry = environ
      while let text = entry.pointee {
        if let (name, value) = EnvironmentText.pair(String(cString: text)) { environment[name] = value }
        entry += 1
      }
      return Machine.System(
        hostName: String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self),
        userID: getuid(), userName: getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) },
        userHome: getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }, processID: getpid(),
        bootID: ProcFile.text("/proc/sys/kernel/random/boot_id")?.filter { !$0.isNewline } ?? "unknown",
        environment: environment,
        workingDirectory: Machine.Files.currentDirectory(),
        ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)),
        now: { clock(CLOCK_REALTIME) },
        uptime: { clock(CLOCK_BOOTTIME) }, sleep: pause)
    }

    private static func pause(_ seconds: Double) async throws(CancellationError) {
      do {
        try await Task.sleep(for: .seconds(seconds))
      } catch {
        // Nothing but a cancellation ends a sleep.
        throw CancellationError()
      }
    }

    fileprivate static func clock(_ id: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(id, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
  }

  extension Machine.Processes {
    static let live = Machine.Processes(
      pids: { ProcessTable.pids() },
      all: { ProcessTable.all() },
      facts: { ProcessTable.facts(pid: $0) },
      commandLine: { ProcessTable.strings("/proc/\($0)/cmdline") },
      environment: { ProcessTable.environment(pid: $0) },
      controlGroup: { ProcessTable.controlGroup(pid: $0) },
      view: { ProcessTable.view(pid: $0) },
      userID: { ProcessTable.userID(pid: $0) },
      sockets: { ProcessTable.sockets(pid: $0) },
      listeners: { SocketTable.listeners() },
      acceptedSocket: { SocketTable.acceptedSocket($0) },
      signal: { target, signo in
        // A pidfd stands for one process for ever: between the check and the signal its number cannot be reused.
        let fd = cp_pidfd_open(target.pid)
        if fd < 0 {
          guard errno == ENOSYS, ProcessTable.facts(pid: target.pid)?.identity == target else { return false }
          return kill(target.pid, signo) == 0
        }
        defer { close(fd) }
        guard ProcessTable.facts(pid: target.pid)?.identity == target else { return false }
        return cp_pidfd_signal(fd, signo) == 0
      },
      signalGroup: { group, signo in group > 1 && kill(-group, signo) == 0 },
      waitForEnd: ProcessEnd.wait)
  }
#endif
