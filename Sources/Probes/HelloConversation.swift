import GatewayModel
import Host
import NIOCore
import NIOPosix
import OpenClaw

/// The one connection that is kept to a gateway: challenge, proof, `connect`, then ticks. Tried again with growing pauses.
struct HelloConversation: Sendable {
  /// Seconds of pause after a failure; after a refused credential the longest.
  static let pauses = [5.0, 15, 60, 300]
  /// Silence for this many tick intervals ends the connection. Source: openclaw-facts.md section 5.3, code 4000.
  static let silentTicks = 2.0

  enum Outcome {
    /// The gateway had accepted the connection, and it ended later; why, for a person.
    case ended(String)
    case failed(String)
    /// The gateway refuses our credential: asking again soon would only fill its log.
    case refused(String)
    case notOffered(String)
  }

  let group: any EventLoopGroup
  let target: ProbeTarget
  let timeout: Double
  let system: Machine.System
  let memory: PeerMemory
  let prove: @Sendable (Connection) async -> Bool
  let report: @Sendable (HelloEvent) async -> Void

  func run() async {
    var failures = 0
    while !Task.isCancelled {
      switch await connectOnce() {
      case .ended(let reason):
        failures = 0
        await report(.closed(reason))
      case .failed(let reason):
        failures += 1
        await report(.failed(reason))
      case .refused(let reason):
        failures = Self.pauses.count
        await report(.failed(reason))
      case .notOffered(let reason):
        return await report(.notOffered(reason))
      }
      if Task.isCancelled { return }
      let pause = Self.pauses[min(max(failures - 1, 0), Self.pauses.count - 1)]
      guard await system.slept(pause) else { return }
    }
  }

  private func connectOnce() async -> Outcome {
    let client: WebSocketClient
    do {
      client = try await WebSocketClient.connect(
        group: group, host: target.host, port: target.port, timeout: timeout, memory: memory)
    } catch {
      return .failed(ProbeFailure(error).message)
    }
    return await withTaskCancellationHandler {
      await converse(client)
    } onCancel: {
      client.close()
    }
  }

  private func converse(_ client: WebSocketClient) async -> Outcome {
    defer { client.close() }
    do {
      return try await listen(client)
    } catch {
      return .failed(ProbeFailure(error).message)
    }
  }

  /// - Throws: a `ProbeFailure` where the gateway was hung up on.
  private func listen(_ client: WebSocketClient) async throws -> Outcome {
    let id = "gatehouse-\(UInt32.random(in: 0...UInt32.max))"
    var silence = client.closeAfter(timeout)
    defer { silence.cancel() }
    var allowed = timeout
    var isGreeted = false
    var isChallenged = false
    do {
      for try await message in client.messages {
        try TellingBounds.check(message)
        switch Frames.parse(message, connectID: id) {
        case .challenge:
          if isChallenged { throw ProbeFailure.secondChallenge }
          isChallenged = true
          // Where it was hung up on meanwhile, what follows says why.
          guard let connection = client.connection else { continue }
          guard await prove(connection) else {
            return .failed("who answers is not proven to be this gateway, so no token was sent")
          }
          client.send(
            Frames.connect(id: id, token: target.token, password: target.password, version: "1.0.0"))
          silence.cancel()
          silence = client.closeAfter(timeout)
        case .hello(let hello):
          let hello = try TellingBounds.cut(hello)
          isGreeted = true
          allowed = TellingBounds.silence(tickIntervalMs: hello.tickIntervalMs)
          await report(.connected(hello))
        case .refused(let code, _): return refusal(code)
        case .tick: await report(.tick)
        case .health(let channels): await report(.channels(try TellingBounds.cut(channels)))
        case .shutdown(let restart):
          return .ended(restart == nil ? "the gateway is shutting down" : "the gateway restarts")
        case .other: break
        case nil:
          if !isGreeted { return .failed("the first frame is no gateway's") }
        }
        // Whoever talks of other things has not greeted us yet.
        guard isGreeted else { continue }
        silence.cancel()
        silence = client.closeAfter(allowed)
      }
    } catch ProbeFailure.noAnswer {
      return isGreeted ? .ended("the connection was closed") : .failed("no greeting within \(Int(timeout)) s")
    }
    return isGreeted ? .ended("the connection was closed") : .failed("closed without a greeting")
  }

  private func refusal(_ code: String) -> Outcome {
    switch code {
    case "AUTH_TOKEN_MISMATCH", "AUTH_PASSWORD_MISMATCH": .refused("the gateway has another token")
    case "AUTH_RATE_LIMITED": .refused("too many attempts, the gateway says")
    case "DEVICE_IDENTITY_REQUIRED", "PAIRING_REQUIRED", "NOT_PAIRED":
      .notOffered("this version asks a watcher for a paired device")
    case "UNAVAILABLE": .failed("the gateway is still starting")
    default: .refused("refused: \(code.prefix(40))")
    }
  }
}
