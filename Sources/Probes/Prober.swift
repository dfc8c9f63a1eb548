import GatewayModel
import Host

/// Asks gateways and browsers how they are, as functions: a test answers itself.
public struct Prober: Sendable {
  /// One round: `/healthz`, and `/readyz` where that makes sense; else the gateway's first WebSocket frame.
  public var sample: @Sendable (_ target: ProbeTarget) async -> ProbeSample
  /// The browser that answers `/json/version` on a CDP port of this machine; nil where nothing does.
  public var browser: @Sendable (_ port: Int) async -> String?
  /// Forgets what a gateway's earlier answers showed: another process answers now.
  public var forget: @Sendable (_ id: GatewayID) -> Void
  /// Keeps one connection to a gateway until the task is cancelled, and tells what happens on it.
  /// - Parameter prove: asked of the open connection before the credential is sent on it.
  public var hello:
    @Sendable (
      _ target: ProbeTarget, _ prove: @escaping @Sendable (Connection) async -> Bool,
      _ report: @escaping @Sendable (HelloEvent) async -> Void
    ) async -> Void

  /// Made by `live`, and by tests, which answer themselves.
  public init(
    sample: @escaping @Sendable (ProbeTarget) async -> ProbeSample,
    browser: @escaping @Sendable (Int) async -> String?,
    forget: @escaping @Sendable (GatewayID) -> Void,
    hello:
      @escaping @Sendable (
        ProbeTarget, @escaping @Sendable (Connection) async -> Bool,
        @escaping @Sendable (HelloEvent) async -> Void
      ) async -> Void
  ) {
    self.sample = sample
    self.browser = browser
    self.forget = forget
    self.hello = hello
  }

  /// Over HTTP and WebSocket, on one event loop.
  public static func live(_ settings: GatehouseConfig.Probe, _ system: Machine.System) -> Prober {
    let prober = LiveProber(settings: settings, system: system)
    return Prober(
      sample: { await prober.sample($0) }, browser: { await prober.browser(port: $0) },
      forget: { prober.forget($0) },
      hello: { await prober.hello($0, prove: $1, report: $2) })
  }
}
