#if os(Linux)
  import Glibc

  extension Machine.Files {
    static let live: Machine.Files = {
      var files = plain
      files.reserveDescriptors = { reserve($0) }
      return files
    }()

    private static func reserve(_ count: Int) -> FileLock? {
      var held: [Int32] = []
      for _ in 0..<count {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { break }
        held.append(descriptor)
      }
      let lock = FileLock(release: { [held] in for descriptor in held { close(descriptor) } })
      return held.count == count ? lock : nil
    }

    private static let plain = Machine.Files(
      read: { read($0, limit: $1, flags: 0).map(\.bytes) },
      readPlain: { read($0, limit: $1, flags: O_NOFOLLOW) },
      plainStatus: { path in
        var info = stat()
        return lstat(path, &info) == 0 ? status(info) : nil
      },
      status: { status($0) },
      list: { list($0) },
      realPath: { path in
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
      },
      link: { link($0) },
      write: { write($0, content: $1, mode: $2) },
      append: { append($0, content: $1, mode: $2) },
      rename: { Glibc.rename($0, $1) == 0 ? nil : failure() },
      copyAndEmpty: { copyAndEmpty($0, copy: $1) },
      makeDirectory: { makeDirectory($0, mode: $1) },
      remove: { unlink($0) == 0 || errno == ENOENT ? nil : failure() },
      lock: { lock($0) },
      tail: { tail($0, from: $1, limit: $2) })

    private static func link(_ path: String) -> String? {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(path, &target, target.count)
      guard length > 0 else { return nil }
      return String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    static func currentDirectory() -> String {
      guard let text = getcwd(nil, 0) else { return "/" }
      defer { free(text) }
      return String(cString: text)
    }

    /// The failure that `errno` speaks of.
    static func failure() -> FileFailure {
      let code = errno
      switch code {
      case ENOENT, ENOTDIR: return .missing
      case EACCES, EPERM: return .denied
      case ELOOP: return .linkCircle
      default: return .system(String(cString: strerror(code)))
      }
    }

    private static func read(_ path: String, limit: Int, flags: Int32) -> Result<OpenedFile, FileFailure> {
      // Non-blocking, so that opening a FIFO without a writer does not wait for one.
      let fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags)
      if fd < 0 { return .failure(failure()) }
      defer { close(fd) }
      var info = stat()
      guard fstat(fd, &info) == 0 else { return .failure(failure()) }
      guard info.st_mode & S_IFMT == S_IFREG else {
        return .failure(.notRegular)
      }
      guard Int(info.st_size) <= limit else {
        return .failure(.tooLarge(limit: limit))
      }
      let status = status(info)
      return readAll(fd, expected: Int(info.st_size), atMost: limit)
        .map { OpenedFile(bytes: $0, status: status) }
    }

    /// - Parameter expected: the size that the file claims; files of `/proc` claim none.
    private static func readAll(
      _ fd: Int32, expected: Int, atMost limit: Int
    ) -> Result<[UInt8], FileFailure> {
      var bytes = [UInt8](repeating: 0, count: max(expected + 1, 4096))
      var filled = 0
      while true {
        if filled == bytes.count {
          if filled > limit { break }
          bytes += [UInt8](repeating: 0, count: bytes.count)
        }
        let count = bytes.withUnsafeMutableBytes {
          Glibc.read(fd, $0.baseAddress.map { $0 + filled }, $0.count - filled)
        }
        if count < 0 {
          if errno == EINTR { continue }
          return .failure(failure())
        }
        if count == 0 {
          bytes.removeLast(bytes.count - filled)
          return filled <= limit ? .success(bytes) : .failure(.tooLarge(limit: limit))
        }
        filled += count
      }
      return .failure(.tooLarge(limit: limit))
    }

    private static func status(_ path: String) -> FileStatus? {
      var info = stat()
      return stat(path, &info) == 0 ? status(info) : nil
    }

    private static func status(_ info: stat) -> FileStatus {
      let kind: FileStatus.Kind =
        switch info.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        default: .other
        }
      return FileStatus(
        kind: kind, size: Int(info.st_size),
        modifiedAt: Double(info.st_mtim.tv_sec) + Double(info.st_mtim.tv_nsec) / 1e9,
        inode: UInt64(info.st_ino), userID: info.st_uid, groupID: info.st_gid, mode: info.st_mode & 0o777,
        changedAt: Double(info.st_ctim.tv_sec) + Double(info.st_ctim.tv_nsec) / 1e9)
    }

    private static func list(_ path: String) -> Result<[String], FileFailure> {
      guard let directory = opendir(path) else { return .failure(failure()) }
      defer { closedir(directory) }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
      }
      return .success(names)
    }

    private static func write(_ path: String, content: String, mode: UInt32) -> FileFailure? {
      let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).new"
      let fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
      if fd < 0 { return failure() }
      if let reason = writeAll(Array(content.utf8), to: fd) {
        close(fd)
        unlink(temporary)
        return reason
      }
      guard fsync(fd) == 0, close(fd) == 0, Glibc.rename(temporary, path) == 0 else {
        let reason = failure()
        unlink(temporary)
        return reason
      }
      return nil
    }

    private static func writeAll(_ content: [UInt8], to fd: Int32) -> FileFailure? {
      var bytes = content[...]
      while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
        if count < 0 {
          if errno == EINTR { continue }
          return failure()
        }
        bytes = bytes.dropFirst(count)
      }
      return nil
    }

    private static func append(_ path: String, content: String, mode: UInt32) -> FileFailure? {
      let fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode)
      if fd < 0 { return failure() }
      defer { close(fd) }
      if let reason = foreign(fd) { return reason }
      return writeAll(Array(content.utf8), to: fd)
    }

    /// Why a file that is open for writing is not written to: it is neither this user's nor root's.
    private static func foreign(_ fd: Int32) -> FileFailure? {
      var info = stat()
      guard fstat(fd, &info) == 0 else { return failure() }
      return info.st_uid == geteuid() || info.st_uid == 0 ? nil : .foreignFile(userID: info.st_uid)
    }

    private static func copyAndEmpty(_ path: String, copy: String) -> FileFailure? {
      let source = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      if source < 0 { return failure() }
      defer { close(source) }
      if let reason = foreign(source) { return reason }
      let target = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if target < 0 { return failure() }
      defer { close(target) }
      if let reason = foreign(target) { return reason }
      if let reason = copyAndEmpty(source, target) {
        // An incomplete copy is removed.
        unlink(copy)
        return reason
      }
      return nil
    }

    private static func copyAndEmpty(_ source: Int32, _ target: Int32) -> FileFailure? {
      var buffer = [UInt8](repeating: 0, count: 1 << 18)
      // Read until the end is reached: lines that are written between the last read and the emptying are lost.
      while true {
        let count = buffer.withUnsafeMutableBytes { Glibc.read(source, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return failure() }
        if count == 0 { break }
        if let reason = writeAll(Array(buffer[..<count]), to: target) { return reason }
      }
      return ftruncate(source, 0) == 0 ? nil : failure()
    }

    private static func makeDirectory(_ path: String, mode: UInt32) -> FileFailure? {
      if mkdir(path, mode) == 0 { return nil }
      if errno == EEXIST {
        return status(path)?.kind == .directory ? nil : .notDirectory
      }
      guard errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex
      else {
        return failure()
      }
      if let reason = makeDirectory(String(path[..<slash]), mode: mode) { return reason }
      return mkdir(path, mode) == 0 || errno == EEXIST ? nil : failure()
    }

    private static func lock(_ path: String) -> Result<FileLock?, FileFailure> {
      let fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
      if fd < 0 { return .failure(failure()) }
      if let reason = foreign(fd) {
        close(fd)
        return .failure(reason)
      }
      let lock = FileLock(release: { close(fd) })
      if flock(fd, LOCK_EX | LOCK_NB) == 0 { return .success(lock) }
      return errno == EWOULDBLOCK ? .success(nil) : .failure(failure())
    }

    private static func tail(_ path: String, from offset: Int, limit: Int) -> Result<FileTail, FileFailure> {
      let fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      if fd < 0 { return .failure(failure()) }
      defer { close(fd) }
      var info = stat()
      guard fstat(fd, &info) == 0 else { return .failure(failure()) }
      guard info.st_mode & S_IFMT == S_IFREG else {
        return .failure(.notRegular)
      }
      let size = Int(info.st_size)
      let start = max(offset > size ? 0 : offset, size - limit, 0)
      var bytes = [UInt8](repeating: 0, count: size - start)
      var filled = 0
      while filled < bytes.count {
        let count = bytes.withUnsafeMutableBytes {
          pread(fd, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(start + filled))
        }
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { break }
        filled += count
      }
      bytes.removeLast(bytes.count - filled)
      return .success(FileTail(bytes: bytes, offset: start, size: size, inode: UInt64(info.st_ino)))
    }
  }
#endif
