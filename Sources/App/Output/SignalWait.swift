import CPlatform
import Foundation
import Glibc

/// Signals that ask a program without a screen to end, as a stream.
public enum SignalWait {
  /// TERM, INT, HUP and QUIT, each as it comes.
  /// - Throws: `Exit` 74 where the system has no descriptor left.
  public static func stream() throws -> AsyncStream<Int32> {
    var ends: [Int32] = [0, 0]
    guard cp_pipe(&ends) == 0 else {
      throw Failure.exit(.inputOutput, "the system has no file descriptor left")
    }
    // Signals that were ignored at the start, as by `nohup`, stay ignored.
    let ignored = cp_signals_unignore()
    cp_signals_install(ends[1], 0)
    cp_signals_ignore(ignored)
    let (stream, news) = AsyncStream<Int32>.makeStream()
    let readEnd = ends[0]
    let thread = Thread {
      // Signals are for this thread: those of the pool block them.
      cp_unblock_all()
      while true {
        _ = cp_wait_readable(readEnd, -1)
        var byte: UInt8 = 0
        _ = read(readEnd, &byte, 1)
        let taken = cp_signals_take()
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGQUIT] where taken & (1 << UInt64(signal)) != 0 {
          news.yield(signal)
        }
      }
    }
    thread.start()
    return stream
  }
}
