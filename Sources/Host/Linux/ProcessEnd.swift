#if os(Linux)
  import CPlatform
  @preconcurrency import Dispatch
  import Glibc
  import Synchronization

  /// Waits for ends of processes without looking again and again: a pidfd can be read as soon as its process has ended.
  enum ProcessEnd {
    /// Returns when one of the processes has ended, or after so many seconds. One that is gone already ends the wait at once; where
    /// the kernel gives no pidfd the time runs out.
    static func wait(for processes: [ProcessIdentity], seconds: Double) async throws(CancellationError) {
      var descriptors: [Int32] = []
      for process in processes {
        let descriptor = cp_pidfd_open(process.pid)
        let isMissing = descriptor < 0 && errno == ESRCH
        if descriptor >= 0 { descriptors.append(descriptor) }
        // Looked at behind the opening: the number may be another process's by now.
        if isMissing || ProcessTable.facts(pid: process.pid)?.identity != process {
          for descriptor in descriptors { close(descriptor) }
          return
        }
      }
      let wake = Wake()
      let sources = descriptors.map { descriptor in
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler { wake.end() }
        source.setCancelHandler { close(descriptor) }
        source.resume()
        return source
      }
      let timer = DispatchSource.makeTimerSource()
      timer.schedule(deadline: .now() + seconds)
      timer.setEventHandler { wake.end() }
      timer.resume()
      await withTaskCancellationHandler {
        await withCheckedContinuation { wake.begin($0) }
      } onCancel: {
        wake.end()
      }
      timer.cancel()
      for source in sources { source.cancel() }
      if Task.isCancelled { throw CancellationError() }
    }
  }

  /// Ends a wait once, whoever is first.
  private final class Wake: Sendable {
    private enum State {
      case new, ended
      case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.new)

    func begin(_ continuation: CheckedContinuation<Void, Never>) {
      let hasEnded = state.withLock { state in
        if case .ended = state { return true }
        state = .waiting(continuation)
        return false
      }
      if hasEnded { continuation.resume() }
    }

    func end() {
      let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
        defer { state = .ended }
        if case .waiting(let continuation) = state { return continuation }
        return nil
      }
      waiting?.resume()
    }
  }
#endif
