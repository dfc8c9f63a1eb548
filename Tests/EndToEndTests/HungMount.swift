import Glibc

/// A file system that answers nothing, as a network disk whose server is gone: FUSE without anybody behind it. Root only.
final class HungMount {
  let path: String
  private let descriptor: Int32

  /// Whether this test may make one.
  static let isPossible = getuid() == 0 && access("/dev/fuse", R_OK | W_OK) == 0

  /// Nil where the kernel does not let us, as in a container.
  init?(at path: String) {
    descriptor = open("/dev/fuse", O_RDWR | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { return nil }
    let options = "fd=\(descriptor),rootmode=40000,user_id=0,group_id=0,allow_other"
    guard mount("gatehouse-test", path, "fuse.hung", 0, options) == 0 else {
      close(descriptor)
      return nil
    }
    // The first request is answered, so that all later ones are asked: FUSE_INIT of protocol 7.31 (linux/fuse.h).
    var request = [UInt8](repeating: 0, count: 1 << 16)
    guard read(descriptor, &request, request.count) >= 16 else { return nil }
    var answer = [UInt8](repeating: 0, count: 16 + 64)
    answer[0] = UInt8(answer.count)
    answer.replaceSubrange(8..<16, with: request[8..<16])
    (answer[16], answer[20], answer[16 + 20]) = (7, 31, 0)
    // Bytes in one write: 64 KB.
    answer[16 + 18] = 1
    _ = write(descriptor, answer, answer.count)
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    // Whoever still waits hears that nobody is there.
    close(descriptor)
  }
}
