#if os(Linux)
  import CPlatform
  import Glibc

  /// TCP sockets as the kernel's socket monitor and `/proc/net/tcp` show them.
  package enum SocketTable {
    /// The monitor lists listeners alone; `/proc/net/tcp` makes the kernel walk through every connection, at ten times the cost.
    static func listeners() -> [ListeningSocket] {
      monitored() ?? listed()
    }

    private static func monitored() -> [ListeningSocket]? {
      var capacity = 256
      while capacity <= 1 << 20 {
        var entries = [cp_listener](repeating: cp_listener(), count: capacity)
        let count = Int(cp_listening_sockets(&entries, Int32(capacity)))
        if count < 0 { return nil }
        if count <= capacity {
          return entries[..<count].map { entry in
            ListeningSocket(
              address: withUnsafeBytes(of: entry.address) {
                text(Array($0.prefix(Int(entry.address_length))))
              },
              port: Int(entry.port), inode: entry.inode, userID: entry.user)
          }
        }
        capacity = count * 2
      }
      return nil
    }

    static func listed() -> [ListeningSocket] {
      // The kernel gives the table in pieces: a socket that moves in it meanwhile is there twice.
      var seen: Set<UInt64> = []
      return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
        ProcFile.bytes(path, limit: 1 << 26).map(parse) ?? []
      }.filter { seen.insert($0.inode).inserted }
    }

    private static let listening = Array("0A".utf8)
    private static let established = Array("01".utf8)

    /// The server's end of a connection on this machine: all four of address and port must be the same.
    static func acceptedSocket(_ connection: Connection) -> AcceptedSocket? {
      for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
        let table = ProcFile.bytes(path, limit: 1 << 26) ?? []
        if let found = acceptedSocket(connection, in: table) { return found }
      }
      return nil
    }

    package static func acceptedSocket(_ connection: Connection, in table: [UInt8]) -> AcceptedSocket? {
      for line in table.split(separator: UInt8(ascii: "\n")).dropFirst() {
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 10)
        guard fields.count > 9, fields[3].elementsEqual(established),
          isEnd(fields[1], connection.server), isEnd(fields[2], connection.client),
          let inode = UInt64(String(decoding: fields[9], as: UTF8.self)),
          // A connection that waits to be accepted is nobody's yet.
          inode != 0, let user = UInt32(String(decoding: fields[7], as: UTF8.self))
        else { continue }
        return AcceptedSocket(inode: inode, userID: user)
      }
      return nil
    }

    /// Whether `0100007F:4965` is this end. A socket that takes both kinds of addresses shows IPv4 ones as `::ffff:127.0.0.1`.
    private static func isEnd(_ field: ArraySlice<UInt8>, _ end: Connection.End) -> Bool {
      let parts = field.split(separator: UInt8(ascii: ":"))
      guard parts.count == 2, hexadecimal(parts[1]).map(Int.init) == end.port else { return false }
      return plain(address(Array(parts[0]))) == plain(end.address)
    }

    private static func plain(_ address: String) -> String {
      let mapped = "::ffff:"
      return address.hasPrefix(mapped) && address.contains(".")
        ? String(address.dropFirst(mapped.count)) : address
    }

    package static func parse(_ bytes: [UInt8]) -> [ListeningSocket] {
      bytes.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
        let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 10)
        guard fields.count > 9, fields[3].elementsEqual(listening) else { return nil }
        let local = fields[1].split(separator: UInt8(ascii: ":"))
        guard local.count == 2, let port = hexadecimal(local[1]),
          let inode = UInt64(String(decoding: fields[9], as: UTF8.self)),
          let user = UInt32(String(decoding: fields[7], as: UTF8.self))
        else { return nil }
        return ListeningSocket(
          address: address(Array(local[0])), port: Int(port), inode: inode, userID: user)
      }
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
      UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// The kernel prints each 32-bit word of an address in the machine's byte order.
    private static func address(_ digits: [UInt8]) -> String {
      var bytes: [UInt8] = []
      for start in stride(from: 0, to: digits.count, by: 8) {
        guard start + 8 <= digits.count, let word = hexadecimal(digits[start..<start + 8]) else { return "?" }
        withUnsafeBytes(of: word) { bytes += $0 }
      }
      return text(bytes)
    }

    /// Four or sixteen bytes in network order, as people write them.
    private static func text(_ bytes: [UInt8]) -> String {
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      let family = bytes.count == 4 ? AF_INET : AF_INET6
      guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
#endif
