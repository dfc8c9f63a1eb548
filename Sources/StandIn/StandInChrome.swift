import CPlatform
import Glibc
import NIOPosix

/// Stands in for a Chrome that a gateway started: its command line and `/json/version` are all that Gatehouse looks at.
enum StandInChrome {
  static func run(_ arguments: [String]) -> Never {
    guard let port = StandInTools.value("--remote-debugging-port", in: arguments).flatMap(Int.init) else {
      StandInTools.fail("chrome needs --remote-debugging-port")
    }
    let dataDir = StandInTools.value("--user-data-dir", in: arguments) ?? ""
    // A thread of a pool may have started it, and its mask is inherited.
    cp_unblock_all()
    cp_set_title("chrome --remote-debugging-port=\(port) --user-data-dir=\(dataDir)")
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try StandInServer.bindPlain(group: group, host: "127.0.0.1", port: port) { path, _ in
        guard path == "/json/version" else { return StandInAnswer(404, "text/plain", "Not Found\n") }
        return StandInAnswer(
          200, "application/json",
          "{\"Browser\":\"Chrome/141.0.7390.54\",\"Protocol-Version\":\"1.3\",\"webSocketDebuggerUrl\":\"ws://127.0.0.1:\(port)/devtools/browser/stand-in\"}"
        )
      }
      try channel.closeFuture.wait()
    } catch {
      StandInTools.fail("chrome: port \(port) is taken")
    }
    exit(0)
  }
}

/// Holds a port as any other program might.
enum StandInSquatter {
  static func run(_ arguments: [String]) -> Never {
    guard let port = StandInTools.value("--port", in: arguments).flatMap(Int.init) else {
      StandInTools.fail("squat needs --port")
    }
    // A thread of a pool may have started it, and its mask is inherited.
    cp_unblock_all()
    cp_set_title(StandInTools.value("--title", in: arguments) ?? "node")
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try StandInServer.bindPlain(group: group, host: "127.0.0.1", port: port) { _, _ in
        StandInAnswer(200, "text/html", "<!doctype html><title>Another program</title>\n")
      }
      try channel.closeFuture.wait()
    } catch {
      StandInTools.fail("squat: port \(port) is taken")
    }
    exit(0)
  }
}
