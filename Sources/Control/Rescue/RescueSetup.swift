import Host
import OpenClaw

/// How a rescue bot would be made: the port, and OpenClaw's own commands. Source: openclaw-facts.md section 10.
public struct RescueSetup: Sendable {
  /// One command of OpenClaw's, with what it is given of its own.
  public struct Step: Sendable, Equatable {
    /// Behind the command that starts OpenClaw.
    public var words: [String]
    /// Set in the environment of the command, which otherwise speaks of no gateway.
    public var variables: [String: String]
    /// Whether it is `onboard`: it asks questions on the terminal, and may make a unit by itself.
    public var isOnboarding: Bool

    /// As a person would type it.
    public var line: String {
      let assignments = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\(ShellLine.word($0.value))" }
      return (assignments + [ShellLine.text(["openclaw"] + words)]).joined(separator: " ")
    }
  }

  /// OpenClaw's profile: the name that Gatehouse's config gives to the rescue.
  public var profile: String
  /// The base port.
  public var port: Int
  /// Why this port was chosen, for a person.
  public var reason: String
  /// The commands, in the order in which they are run.
  public var steps: [Step]

  /// Onboarding proposes 18789 for every profile unless the environment says another port, and starts a unit on it, which ends the
  /// gateway that holds that port. Seen: 2026.6.11.
  /// - Parameter hasUnit: whether a unit is there: OpenClaw changes nothing about it without being forced.
  public static func steps(profile: String, port: Int, hasUnit: Bool) -> [Step] {
    let selection = ["--profile", profile]
    let force = hasUnit ? ["--force"] : []
    return [
      Step(
        words: selection + ["onboard"], variables: ["OPENCLAW_GATEWAY_PORT": String(port)], isOnboarding: true
      ),
      Step(
        words: selection + ["gateway", "install", "--port", String(port)] + force, variables: [:],
        isOnboarding: false),
    ]
  }
}
