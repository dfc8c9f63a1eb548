#if os(Linux)
  import Glibc

  /// Files of `/proc`: small, without a size, and gone at any moment.
  enum ProcFile {
    /// Nil where the process is gone or may not be looked at.
    static func bytes(_ path: String, limit: Int = 1 << 22) -> [UInt8]? {
      let fd = open(path, O_RDONLY | O_CLOEXEC)
      if fd < 0 { return nil }
      defer { close(fd) }
      var bytes = [UInt8](repeating: 0, count: 4096)
      var filled = 0
      while true {
        if filled == bytes.count {
          if filled >= limit { break }
          bytes += [UInt8](repeating: 0, count: bytes.count)
        }
        let count = bytes.withUnsafeMutableBytes {
          read(fd, $0.baseAddress.map { $0 + filled }, $0.count - filled)
        }
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return nil }
        if count == 0 { break }
        filled += count
      }
      bytes.removeLast(bytes.count - filled)
      return bytes
    }

    static func text(_ path: String) -> String? {
      bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }
  }
#endif
