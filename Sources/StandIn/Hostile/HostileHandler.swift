import NIOCore
import OpenClaw

/// One connection of a hostile gateway: hears questions and frames, and says what its mode has for them.
final class HostileHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// So many bytes of a flood are written before others have their turn.
  private static let turn = 256 << 10

  private let server: HostileServer
  private let talk: HostileTalk
  private let http: HostileHTTP
  private var input = HostileInput()
  private var sayings: [HostileSaying] = []
  /// A step that is not done yet will go on by itself.
  private var isUnderWay = false

  init(_ server: HostileServer) {
    self.server = server
    talk = HostileTalk(mode: server.mode)
    http = HostileHTTP(mode: server.mode, elsewhere: server.elsewhere)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    input.add(unwrapInboundIn(data))
    while let heard = input.next() {
      switch heard {
      case .question(let head): answer(head)
      case .text(let text): answer(text: text)
      case .close: return context.close(promise: nil)
      }
    }
    speak(context)
  }

  private func answer(_ head: String) {
    server.note(.question(head))
    guard head.isUpgrade, talk.isAgreedTo else {
      sayings += http.answer(head)
      return
    }
    input.isUpgraded = true
    sayings += [.bytes(HostileUpgrade.answer(key: HostileUpgrade.key(head)))] + talk.greeting
  }

  private func answer(text: String) {
    server.note(.text(text))
    // What is no JSON is no request.
    guard let node = try? JSON5Parser.parse(text, file: "frame"), node["method"]?.string == "connect",
      let id = node["id"]?.string
    else { return }
    sayings += talk.answer(connect: id)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { goOn(context) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // MARK: Speaking

  /// Goes on in a turn of its own.
  private func goOn(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.execute { bound.value.0.speak(bound.value.1) }
  }

  private func speak(_ context: ChannelHandlerContext) {
    while !isUnderWay, context.channel.isActive, let next = sayings.first {
      switch next {
      case .bytes(let bytes):
        sayings.removeFirst()
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      case .flood(let bytes, let times):
        guard flood(bytes, times: times, context) else { return }
      case .slowly(let pieces, let seconds, let repeats):
        sayings.removeFirst()
        say(pieces[...], of: pieces, every: seconds, repeats: repeats, context)
      case .stopsReading:
        sayings.removeFirst()
        // A channel that is closed meanwhile reads nothing anyway.
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
      case .hangsUp: return context.close(promise: nil)
      case .leavesPort:
        sayings.removeFirst()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        server.leave(on: context.eventLoop).whenComplete { _ in bound.value.close(promise: nil) }
      }
    }
  }

  /// False where it goes on later: where nobody takes it for now, and behind a turn.
  private func flood(_ bytes: [UInt8], times: Int?, _ context: ChannelHandlerContext) -> Bool {
    guard context.channel.isWritable else { return false }
    let count = min(times ?? .max, max(1, Self.turn / bytes.count))
    var buffer = context.channel.allocator.buffer(capacity: count * bytes.count)
    for _ in 0..<count { buffer.writeBytes(bytes) }
    let left = times.map { $0 - count }
    if left == 0 { sayings.removeFirst() } else { sayings[0] = .flood(bytes, times: left) }
    isUnderWay = true
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    isUnderWay = false
    goOn(context)
    return false
  }

  private func say(
    _ left: ArraySlice<[UInt8]>, of pieces: [[UInt8]], every seconds: Double, repeats: Bool,
    _ context: ChannelHandlerContext
  ) {
    guard let piece = left.first ?? (repeats ? pieces.first : nil) else {
      isUnderWay = false
      return speak(context)
    }
    isUnderWay = true
    let rest = left.isEmpty ? pieces.dropFirst() : left.dropFirst()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(Int64(seconds * 1000))) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      context.writeAndFlush(handler.wrapOutboundOut(ByteBuffer(bytes: piece)), promise: nil)
      handler.say(rest, of: pieces, every: seconds, repeats: repeats, context)
    }
  }
}
