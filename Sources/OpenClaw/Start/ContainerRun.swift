import Ports

/// A container that a command line starts. Sources: docker-run(1), podman-run(1).
public struct ContainerRun: Sendable, Equatable {
  /// One `-p [ADDRESS:]HOST:CONTAINER`.
  struct Publication: Sendable, Equatable {
    var host: ClosedRange<Int>
    var container: ClosedRange<Int>
  }

  /// `docker`, `podman`.
  public var engine: String
  /// `--name`, or the container that is started again or entered; nil where the engine makes a name up.
  public var name: String?
  /// Nil for a container that was made before: then nothing is known of its ports.
  public var image: String?
  var publications: [Publication] = []
  var usesHostNetwork = false
  /// Directories of this machine that it sees, as written.
  public internal(set) var mounts: [String] = []
  /// The port of the gateway inside, where the command line says it; 0 or more than 65535 where what it says is none.
  var innerPort: Int?
  /// Whether what runs inside is a gateway of OpenClaw's, by its image or its command.
  public var isGateway = false

  /// The port of this machine that leads to the gateway; nil where none is published, or it is not known which.
  public var hostPort: Int? {
    let inner = innerPort ?? GatewayPort.standard
    guard GatewayPort.isValid(inner) else { return nil }
    if usesHostNetwork { return innerPort }
    guard let found = publications.first(where: { $0.container.contains(inner) }) else {
      // One port alone can only be the gateway's, whatever it is called inside.
      return innerPort == nil && publications.count == 1 && publications[0].host.count == 1
        ? publications[0].host.lowerBound : nil
    }
    return found.host.lowerBound + inner - found.container.lowerBound
  }

  init(engine: String) { self.engine = engine }
}
