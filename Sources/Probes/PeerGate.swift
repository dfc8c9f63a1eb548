import NIOCore

/// Stands before everything that understands what a peer sends, and counts what is not understood yet: a head without an end, a frame of
/// which the rest never comes.
final class PeerGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// All that a peer may send over HTTP on one connection: 256 KB, a few times the longest body.
  static let answerLimit = 256 << 10

  private let meter: PeerMeter
  /// Nil where frames are read, whose own length is bounded.
  private var limit: Int? = answerLimit
  /// Bytes that came and belong to nothing whole yet: rather too many than too few.
  private var waiting = 0
  private var hasFrame = false
  private var isShut = false

  init(_ meter: PeerMeter) { self.meter = meter }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isShut { return }
    let size = unwrapInboundIn(data).readableBytes
    guard meter.take(size) else { return shut(.tooMuchHeld(limit: PeerMemory.limit), context) }
    waiting += size
    if let limit, waiting > limit { return shut(.tooLong(limit: limit), context) }
    hasFrame = false
    context.fireChannelRead(data)
    // What is left behind a whole frame came with the same read.
    if hasFrame { release(waiting - min(waiting, size)) }
  }

  /// From now on frames are read.
  func beganFrames() { limit = nil }

  /// - Parameter length: of the data of a whole frame, which was understood.
  func passed(frameOf length: Int) {
    hasFrame = true
    // The shortest head that such a frame can have, without a mask.
    release(min(waiting, length + (length < 126 ? 2 : length <= 0xFFFF ? 4 : 10)))
  }

  private func release(_ count: Int) {
    waiting -= count
    meter.give(count)
  }

  private func shut(_ failure: ProbeFailure, _ context: ChannelHandlerContext) {
    isShut = true
    context.fireErrorCaught(failure)
    context.close(promise: nil)
  }
}
