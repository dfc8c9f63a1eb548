import CPlatform
import Fleet
import Foundation
import GatewayModel
import Synchronization

/// A gateway that this process started with `Foundation.Process`.
///
/// Foundation's own report of a child's end comes late when a grandchild keeps running (corelibs #4795), so the end is seen
/// in the process table, the status is peeked at and kept, and then the child is reaped here.
public final class ChildProcess: Sendable {
  /// How a child ended.
  public enum Ending: Sendable, Equatable, CustomStringConvertible {
    /// By itself, with this exit code.
    case exit(Int32)
    /// By the signal with this number.
    case signal(Int32)
    /// Gone, and nobody has seen how.
    case unknown

    /// `exit 1`, `signal 9`, or `ended`.
    public var description: String {
      switch self {
      case .exit(let code): "exit \(code)"
      case .signal(let number): "signal \(number)"
      case .unknown: "ended"
      }
    }
  }

  /// Launches are one after another: the list of descriptors that a child must not get is made before the spawn.
  private static let spawning = Mutex(())

  /// The child's number; of a child that `launch` has made also that of its process group.
  public let pid: Int32
  private let reported = Mutex<Ending?>(nil)
  private let look: @Sendable () -> Ending?

  /// - Parameter look: how it ended; nil while it runs.
  public init(pid: Int32, look: @escaping @Sendable () -> Ending?) {
    self.pid = pid
    self.look = look
  }

  /// Starts the plan's command in a process group of its own, with its output appended to `logFile`.
  public static func launch(_ plan: LaunchPlan, runID: String, logFile: String)
    throws(LaunchFailure) -> ChildProcess
  {
    // Non-blocking until it is known to be no FIFO, whose opening would wait for a reader.
    let descriptor = open(logFile, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_APPEND) }
    guard descriptor >= 0 else {
      throw .logFile(path: logFile, reason: String(cString: strerror(errno)))
    }
    let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    defer { close(descriptor) }
    let process = Process()
    process.executableURL = URL(filePath: plan.arguments[0])
    process.arguments = Array(plan.arguments.dropFirst())
    process.environment = plan.environment.merging([RunRecord.variable: runID]) { _, own in own }
    process.currentDirectoryURL = URL(filePath: plan.workingDirectory)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let launched = spawning.withLock { _ -> Bool in
      // NIO ignores SIGPIPE, nohup and shells ignore others, and a pool thread blocks most: a child would inherit all that.
      // A handler is reset at exec, so ignored signals get one for this moment.
      var none = sigset_t()
      var before = sigset_t()
      sigemptyset(&none)
      let ignored = cp_signals_unignore()
      pthread_sigmask(SIG_SETMASK, &none, &before)
      defer {
        pthread_sigmask(SIG_SETMASK, &before, nil)
        cp_signals_ignore(ignored)
      }
      do {
        try process.run()
        return true
      } catch {
        return false
      }
    }
    guard launched else { throw .cannotRun(path: plan.arguments[0]) }
    return of(process)
  }

  /// A child whose ending is read from the kernel, or from Foundation where that has reaped it already.
  private static func of(_ process: Process) -> ChildProcess {
    let pid = process.processIdentifier
    // Sound: it is only touched under the lock, and by Foundation itself.
    let known = Mutex(process)
    return ChildProcess(pid: pid) {
      var code: Int32 = 0
      var isSignal: Int32 = 0
      switch cp_peek_exit(pid, &code, &isSignal) {
      case 0: return nil
      case 1:
        // Foundation reaps late, or never while a grandchild lives; OpenClaw takes a zombie with the lock for a living gateway.
        waitpid(pid, nil, WNOHANG)
        return isSignal != 0 ? .signal(code) : .exit(code)
      default:
        return known.withLock { process in
          if process.isRunning { return nil }
          return process.terminationReason == .exit
            ? .exit(process.terminationStatus) : .signal(process.terminationStatus)
        }
      }
    }
  }

  /// How it ended; nil while it runs. Safe to ask at any time, also after Foundation reaped it.
  public func ending() -> Ending? {
    reported.withLock { reported in
      if reported == nil { reported = look() }
      return reported
    }
  }
}

extension RunEnding {
  /// - Parameters:
  ///   - ending: how the child ended; nil where nobody has seen it.
  ///   - leftLock: whether it left OpenClaw's lock behind; nil where none of it was ever seen.
  init(_ ending: ChildProcess.Ending?, leftLock: Bool? = nil, lastLines: [String]) {
    switch ending {
    case .exit(let code): self.init(exitCode: code, lastLines: lastLines)
    case .signal(let number): self.init(signal: number, lastLines: lastLines)
    case .unknown, nil: self.init(leftLock: leftLock, lastLines: lastLines)
    }
  }
}
