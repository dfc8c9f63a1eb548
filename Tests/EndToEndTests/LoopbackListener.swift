import Foundation

/// A socket of this process that listens on one address of the loopback network.
struct LoopbackListener {
  private let descriptor: Int32

  init(address: String, port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(port).bigEndian
    guard descriptor >= 0, inet_pton(AF_INET, address, &place.sin_addr) == 1 else {
      throw CocoaError(.featureUnsupported)
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    guard bound == 0, listen(descriptor, 4) == 0 else {
      Glibc.close(descriptor)
      throw CocoaError(.featureUnsupported)
    }
  }

  func close() { Glibc.close(descriptor) }
}
