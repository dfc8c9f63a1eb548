import CPlatform
@preconcurrency import Dispatch
import Glibc

/// Hears that something has changed at a service manager: systemd sends every change of a unit to all clients of its private socket.
/// The messages are not read; any of them means that the manager is to be asked. Source: systemd `src/core/dbus.c` (`bus_foreach_bus`).
enum ManagerEvents {
  /// Ends at once where nobody can be heard there.
  static func stream(socket path: String) -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let descriptor = connect(path)
      guard descriptor >= 0, authenticate(descriptor) else {
        if descriptor >= 0 { close(descriptor) }
        continuation.finish()
        return
      }
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
      source.setEventHandler {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var isHeard = false
        while true {
          let count = read(descriptor, &bytes, bytes.count)
          if count > 0 {
            isHeard = true
            continue
          }
          if count < 0, errno == EAGAIN || errno == EINTR { break }
          // The manager is gone.
          continuation.finish()
          break
        }
        if isHeard { continuation.yield() }
      }
      source.setCancelHandler { close(descriptor) }
      continuation.onTermination = { _ in source.cancel() }
      source.resume()
    }
  }

  private static func connect(_ path: String) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return -1 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      close(descriptor)
      return -1
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      return -1
    }
    return descriptor
  }

  /// The D-Bus handshake: who we are, by our user's number in hexadecimal digits (D-Bus Specification, "Authentication Protocol").
  private static func authenticate(_ descriptor: Int32) -> Bool {
    let user = String(getuid()).utf8.map { String($0, radix: 16) }.joined()
    guard send("\0AUTH EXTERNAL \(user)\r\n", to: descriptor), cp_wait_readable(descriptor, 1000) == 1 else {
      return false
    }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 2, bytes.starts(with: Array("OK".utf8)), send("BEGIN\r\n", to: descriptor) else {
      return false
    }
    return fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
  }

  private static func send(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return write(descriptor, bytes, bytes.count) == bytes.count
  }
}
