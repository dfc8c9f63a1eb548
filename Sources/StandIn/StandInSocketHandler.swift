import FoundationEssentials
import NIOCore
import NIOWebSocket
import OpenClaw

/// The gateway's side of a WebSocket: challenge first, then one `connect`, then ticks. Source: real-gateway.md.
final class StandInSocketHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let server: StandInServer
  private var isConnected = false

  init(server: StandInServer) { self.server = server }

  func handlerAdded(context: ChannelHandlerContext) {
    send(
      "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"\(UInt64.random(in: 0...UInt64.max))\",\"ts\":\(milliseconds)}}",
      context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .seconds(10)) {
      let (handler, context) = bound.value
      if !handler.isConnected { handler.close(1000, "handshake timeout", context) }
    }
  }

  private var milliseconds: Int { Int(StandInClock.now * 1000) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text: request(String(buffer: frame.unmaskedData), context)
    case .ping:
      context.writeAndFlush(
        wrapOutboundOut(WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)), promise: nil)
    case .connectionClose: context.close(promise: nil)
    default: return
    }
  }

  private func request(_ text: String, _ context: ChannelHandlerContext) {
    // What is no JSON is no request.
    guard let node = try? JSON5Parser.parse(text, file: "frame"), node["type"]?.string == "req",
      let id = node["id"]?.string
    else { return close(1008, "invalid frame", context) }
    guard isConnected || node["method"]?.string == "connect" else {
      return close(1008, "invalid handshake: first request must be connect", context)
    }
    if isConnected {
      let error = "{\"code\":\"INVALID_REQUEST\",\"message\":\"missing scope: operator.read\"}"
      return send("{\"type\":\"res\",\"id\":\"\(id)\",\"ok\":false,\"error\":\(error)}", context)
    }
    if let token = server.token, node["params", "auth", "token"]?.string != token {
      let details = "{\"code\":\"AUTH_TOKEN_MISMATCH\"}"
      let message = "unauthorized: gateway token mismatch"
      send(
        "{\"type\":\"res\",\"id\":\"\(id)\",\"ok\":false,\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"\(message)\",\"details\":\(details)}}",
        context)
      return close(1008, message, context)
    }
    isConnected = true
    send(hello(id), context)
    tick(context)
  }

  private func hello(_ id: String) -> String {
    let channels = server.settings.channels.enumerated().map { index, name in
      "\"\(name)\":{\"accountId\":\"default\",\"configured\":true,\"lastInboundAt\":\(milliseconds - (index * 38 + 3) * 60_000)}"
    }.joined(separator: ",")
    let snapshot =
      "{\"presence\":[],\"health\":{\"ok\":true,\"channels\":{\(channels)}},\"stateVersion\":{\"presence\":1,\"health\":1},\"uptimeMs\":\(server.uptimeMs)}"
    return
      "{\"type\":\"res\",\"id\":\"\(id)\",\"ok\":true,\"payload\":{\"type\":\"hello-ok\",\"protocol\":3,\"server\":{\"version\":\"\(server.settings.version)\",\"connId\":\"stand-in\"},\"features\":{\"methods\":[\"health\"],\"events\":[\"tick\"]},\"snapshot\":\(snapshot),\"policy\":{\"maxPayload\":26214400,\"maxBufferedBytes\":52428800,\"tickIntervalMs\":30000}}}"
  }

  private func tick(_ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .seconds(30)) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      handler.send(
        "{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":\(handler.milliseconds)}}", context)
      handler.tick(context)
    }
  }

  private func send(_ text: String, _ context: ChannelHandlerContext) {
    let buffer = context.channel.allocator.buffer(string: text)
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: buffer)), promise: nil)
  }

  private func close(_ code: Int, _ reason: String, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    var buffer = context.channel.allocator.buffer(capacity: 2 + reason.utf8.count)
    buffer.writeInteger(UInt16(code))
    buffer.writeString(reason)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: buffer)))
      .whenComplete { _ in bound.value.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
