import GatewayModel
import Host

extension FuzzSource {
  /// Texts of `/proc`: names of processes are anybody's.
  static let proc = FuzzSource(
    name: "proc", about: "texts of /proc: stat, status, net/tcp, cgroup",
    corpus: {
      Corpus.texts(
        "4711 (openclaw-gatewa) S 1 4711 4711 0 -1 4194304 100 0 0 0 12 34 0 0 20 0 11 0 123456 1000000 2000 18446744073709551615 0",
        "1 (a) (b c) d) R 0 1 1 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 5 5 5 5",
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:4965 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0
           1: 00000000000000000000000001000000:4965 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 99
           2: 0100007F:4965 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 777 1
        """, "Name:\tnode\nUid:\t1000\t1000\t0\t1000\nGid:\t1000\t1000\t1000\t1000\n",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/openclaw-gateway.service\n1:name=systemd:/x",
        "0::/system.slice/docker-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.scope/x.service"
      )
    },
    dictionary: [
      "(", ")", " ", "0A ", "01 ", "0100007F:4965 ", ":", "FFFFFFFF", "FFFFFFFFFFFFFFFF", "Uid:", "\t", "\n",
      "0::/", ".service", ".scope",
      "docker-", "libpod-", "lxc.payload.", "user@1000.service", "4294967296",
    ],
    run: { input throws(FuzzFault) in
      if let facts = ProcessTable.parse(input, pid: 7) {
        try Hold.that(facts.pid == 7, "a process has another pid")
        try Hold.that(facts.name.utf8.count <= 3 * input.count, "a process has a long name")
      }
      let lines = input.split(separator: 0x0A)
      let sockets = SocketTable.parse(input)
      try Hold.that(sockets.count < max(1, lines.count), "a table has more sockets than lines")
      for socket in sockets {
        // The kernel prints four digits.
        try Hold.that((0...0xFFFF_FFFF).contains(socket.port), "a socket listens on \(socket.port)")
        try Hold.that(
          socket.address.utf8.count <= 45, "a socket has no address: \(Hold.excerpt(socket.address))")
      }
      let connection = Connection(
        server: .init(address: "127.0.0.1", port: 0x4965), client: .init(address: "127.0.0.1", port: 0xC000))
      if let accepted = SocketTable.acceptedSocket(connection, in: input) {
        try Hold.that(accepted.inode != 0, "a connection is nobody's")
      }
      let text = String(decoding: input, as: UTF8.self)
      _ = ProcessTable.userID(status: text, own: 1000)
      for line in text.split(separator: "\n").prefix(20) {
        let group = String(line.drop { $0 != "/" })
        if let service = ControlGroup.service(group) {
          try Hold.that(
            service.hasSuffix(".service") && !service.contains("/"),
            "a service has no name: \(Hold.excerpt(service))")
        }
        _ = ControlGroup.container(group)
      }
    })
}
