import Glibc

/// A TCP socket of this process on its own addresses.
final class LoopbackSocket {
  struct Refused: Error { var step: String }

  let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Bound to a free port of an address.
  static func bound(_ address: String) throws -> LoopbackSocket {
    let socket = try make(address)
    guard try socket.with(address, port: 0, bind) == 0 else { throw Refused(step: "bind") }
    return socket
  }

  static func listening(_ address: String) throws -> LoopbackSocket {
    let socket = try bound(address)
    guard listen(socket.descriptor, 8) == 0 else { throw Refused(step: "listen") }
    return socket
  }

  static func connected(to port: Int) throws -> LoopbackSocket {
    let socket = try make("127.0.0.1")
    guard try socket.with("127.0.0.1", port: port, connect) == 0 else { throw Refused(step: "connect") }
    return socket
  }

  func accepted() throws -> LoopbackSocket {
    let descriptor = accept(descriptor, nil, nil)
    guard descriptor >= 0 else { throw Refused(step: "accept") }
    return LoopbackSocket(descriptor)
  }

  /// The kernel's number of it.
  var inode: UInt64 {
    var info = stat()
    return fstat(descriptor, &info) == 0 ? UInt64(info.st_ino) : 0
  }

  var port: Int {
    var storage = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    // The port lies at the same place in an address of either family.
    _ = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return Int(UInt16(bigEndian: storage.sin6_port))
  }

  /// Whether this machine has IPv6 at all.
  static var hasIPv6: Bool { (try? bound("::1")) != nil }

  private static func make(_ address: String) throws -> LoopbackSocket {
    let family = address.contains(":") ? AF_INET6 : AF_INET
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { throw Refused(step: "socket") }
    return LoopbackSocket(descriptor)
  }

  private func with(
    _ address: String, port: Int, _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws -> Int32 {
    if address.contains(":") {
      var place = sockaddr_in6()
      place.sin6_family = sa_family_t(AF_INET6)
      place.sin6_port = UInt16(port).bigEndian
      guard inet_pton(AF_INET6, address, &place.sin6_addr) == 1 else { throw Refused(step: "address") }
      return Self.rebound(&place, descriptor, call)
    }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else { throw Refused(step: "address") }
    return Self.rebound(&place, descriptor, call)
  }

  private static func rebound<Place>(
    _ place: inout Place, _ descriptor: Int32, _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
      }
    }
  }
}
