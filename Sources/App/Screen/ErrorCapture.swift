import CPlatform
import Glibc

/// Keeps stderr off the screen while it is up, and shows it afterwards.
final class ErrorCapture {
  private let saved: Int32
  private let file: Int32

  init() {
    saved = fcntl(2, F_DUPFD_CLOEXEC, 3)
    file = cp_memory_file("stderr")
    resume()
  }

  private var isUsable: Bool { file >= 0 && saved >= 0 }

  /// stderr is the terminal again, for a command that runs while the screen is away.
  func pause() { if isUsable { dup2(saved, 2) } }

  func resume() { if isUsable { dup2(file, 2) } }

  /// stderr is the terminal again; what was written meanwhile appears now, at most its last 4 KB.
  func giveBack() {
    guard isUsable else { return }
    pause()
    close(saved)
    let size = lseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(file, &bytes, bytes.count, max(0, size - 4096))
    if count > 0 { _ = write(2, bytes, count) }
    close(file)
  }
}
