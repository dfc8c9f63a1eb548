import CPlatform
import Glibc
import NIOPosix

/// Waits until it can have a port, plays a gateway there, and writes down all that it hears.
enum StandInThief {
  static func run(_ arguments: [String]) -> Never {
    guard let port = StandInTools.value("--port", in: arguments).flatMap(Int.init),
      let file = StandInTools.value("--file", in: arguments)
    else { StandInTools.fail("thief needs --port and --file") }
    // A thread of a pool may have started it, and its mask is inherited.
    cp_unblock_all()
    cp_set_title("thief")
    let server = HostileServer(
      .wellBehaved, group: MultiThreadedEventLoopGroup(numberOfThreads: 1),
      note: HostileNote.writer(file: file))
    while true {
      // The port is not free yet: there is nothing else to wait for than that it is.
      guard let channel = try? server.bind("127.0.0.1", port: port) else {
        usleep(2000)
        continue
      }
      // It listens for as long as it lives.
      try? channel.closeFuture.wait()
      exit(0)
    }
  }
}
