import NIOCore
import NIOWebSocket

/// Hands text messages on and answers pings, within the budget of a peer.
final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let continuation: AsyncThrowingStream<String, any Error>.Continuation
  private let meter: PeerMeter
  private let gate: PeerGate
  private var budget = PeerBudget()
  private var assembly = MessageAssembly()
  private var isHungUp = false

  init(
    _ continuation: AsyncThrowingStream<String, any Error>.Continuation, _ meter: PeerMeter, _ gate: PeerGate
  ) {
    self.continuation = continuation
    self.meter = meter
    self.gate = gate
  }

  func handlerAdded(context: ChannelHandlerContext) {
    gate.beganFrames()
    let (channel, continuation) = (context.channel, continuation)
    meter.mayBeEvicted {
      continuation.finish(throwing: ProbeFailure.tooMuchHeld(limit: PeerMemory.limit))
      channel.close(promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isHungUp { return }
    let frame = unwrapInboundIn(data)
    gate.passed(frameOf: frame.length)
    do throws(ProbeFailure) {
      try budget.take(frame.length, at: context.eventLoop.now)
      // No extension was agreed on, and a server's frame is never masked (RFC 6455, sections 5.1 and 5.2).
      if frame.rsv1 || frame.rsv2 || frame.rsv3 || frame.maskKey != nil { throw .brokenFrame }
      switch frame.opcode {
      case .text, .binary, .continuation: try add(frame)
      case .ping:
        // What waits to be sent grows without end where the peer reads nothing.
        if !context.channel.isWritable { throw .readsNothing }
        let pong = WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.data)
        context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
      case .pong: return
      case .connectionClose: context.close(promise: nil)
      default: throw .brokenFrame
      }
    } catch {
      hangUp(error, context)
    }
  }

  private func add(_ frame: WebSocketFrame) throws(ProbeFailure) {
    guard meter.take(frame.length) else { throw .tooMuchHeld(limit: PeerMemory.limit) }
    switch try assembly.take(frame) {
    case nil: return
    case .binary(let size): meter.give(size)
    case .text(let text):
      if case .dropped = continuation.yield(text) { throw .tooFast }
    }
  }

  private func hangUp(_ failure: ProbeFailure, _ context: ChannelHandlerContext) {
    isHungUp = true
    continuation.finish(throwing: failure)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { continuation.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    hangUp(error as? ProbeFailure ?? .brokenFrame, context)
  }
}
