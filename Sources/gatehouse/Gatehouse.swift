import ArgumentParser
import NIOPosix
import NIOHTTP1
import NIOWebSocket

@main
struct Gatehouse: ParsableCommand {
  func run() throws {}
}
