import Ports

/// Reads the command line of a container engine.
enum ContainerReader {
  private static let engines: Set<String> = ["docker", "podman", "nerdctl"]
  /// Options in front of the command, and options of `run` and `create`, that take a value.
  private static let engineOptions: Set<String> = [
    "-H", "--host", "-c", "--context", "--config", "-l", "--log-level", "--connection", "--root", "--runroot",
    "--storage-driver", "-n", "--namespace", "--url",
  ]
  private static let runFlags: Set<String> = [
    "-d", "--detach", "-i", "--interactive", "-t", "--tty", "-it", "-ti", "--rm", "--init", "--privileged",
    "--read-only", "--replace", "-P", "--publish-all", "-q", "--quiet", "--oom-kill-disable",
    "--no-healthcheck", "--disable-content-trust", "--sig-proxy", "-dit", "-itd", "-td", "-id",
    "--tls-verify",
    "--no-hosts", "--no-hostname", "--http-proxy", "--read-only-tmpfs", "--rmi",
  ]

  /// Letters of options without a value, as they stand in front of others in one word (`-dp 1:2`).
  private static let flagLetters: Set<Character> = ["d", "i", "t", "P", "q"]
  /// Options of `exec` that take a value.
  private static let execOptions: Set<String> = [
    "-u", "--user", "-e", "--env", "-w", "--workdir", "--env-file", "--detach-keys",
  ]

  /// Nil for what is no container's start.
  /// - Parameter command: reads the words that run inside the container.
  static func run(_ words: [String], command: ([String]) -> StartCommand) -> ContainerRun? {
    guard let program = words.first.map(UserPath.name) else { return nil }
    if program == "docker-compose" || program == "podman-compose" { return ContainerRun(engine: program) }
    guard engines.contains(program) else { return nil }
    var run = ContainerRun(engine: program)
    var rest = words.dropFirst()
    while let word = rest.first, word.begins(with: "-") {
      rest = rest.dropFirst(engineOptions.contains(word) ? 2 : 1)
    }
    if rest.first == "container" { rest = rest.dropFirst() }
    switch rest.first {
    case "run", "create": read(rest.dropFirst(), into: &run, command: command)
    case "start", "restart":
      run.name = rest.dropFirst().last { !$0.begins(with: "-") }
      run.isGateway = run.name.map(namesOpenClaw) == true
    case "compose": break
    case "exec":
      var inner = rest.dropFirst()
      while let word = inner.first, word.begins(with: "-") {
        inner = inner.dropFirst(execOptions.contains(word) ? 2 : 1)
      }
      run.name = inner.first
      run.isGateway = command(Array(inner.dropFirst())).kind == .gateway
    default: return nil
    }
    return run
  }

  private static func read(
    _ words: ArraySlice<String>, into run: inout ContainerRun, command: ([String]) -> StartCommand
  ) {
    var rest = words
    var environmentPort: Int?
    while let word = rest.first, word.begins(with: "-") {
      rest = rest.dropFirst()
      let (option, value) = option(word, &rest)
      switch option {
      case "--name": run.name = value
      case "-p", "--publish": run.publications += value.flatMap(publication).map { [$0] } ?? []
      case "-v", "--volume":
        if let source = value?.parts(at: ":").first { run.mounts.append(String(source)) }
      case "--mount":
        let fields = (value ?? "").parts(at: ",")
        run.mounts += fields.compactMap { $0.rest(behind: "source=") ?? $0.rest(behind: "src=") }
          .map(String.init)
      case "--network", "--net": run.usesHostNetwork = value == "host"
      case "-e", "--env":
        if let port = value?.rest(behind: "OPENCLAW_GATEWAY_PORT=") {
          environmentPort = GatewayPort.parse(String(port))
        }
      default: break
      }
    }
    run.image = rest.first
    let inner = command(Array(rest.dropFirst()))
    // A flag that is no port is not passed over: which port the gateway has is not known then.
    run.innerPort =
      StartCommand.option("--port", in: inner.arguments).map { GatewayPort.parse($0) ?? 0 } ?? environmentPort
    let own = Array(rest.dropFirst())
    let startsIt =
      inner.kind == .gateway || StartCommand.startsGateway(own) == true || GatewayWords.startGateway(own)
    // An image of OpenClaw's runs its gateway where nothing else is said.
    run.isGateway = startsIt || own.isEmpty && run.image.map(isOpenClaw) == true
  }

  /// One option with its value, which may stand in the same word or be the next one.
  private static func option(
    _ word: String, _ rest: inout ArraySlice<String>
  ) -> (option: String, value: String?) {
    if runFlags.contains(word) { return (word, nil) }
    if word.begins(with: "--") {
      let parts = word.parts(at: "=", maxSplits: 1).map(String.init)
      if parts.count > 1 { return (parts[0], parts[1]) }
      if runFlags.contains(parts[0]) { return (word, nil) }
      return (word, rest.popFirst())
    }
    // `-dp 1:2`, `-p127.0.0.1:1:2`, `-eNAME=value`
    let letters = word.dropFirst().drop { flagLetters.contains($0) }
    guard let letter = letters.first else { return (word, nil) }
    let value = letters.dropFirst().drop { $0 == "=" }
    return ("-\(letter)", value.isEmpty ? rest.popFirst() : String(value))
  }

  /// `ghcr.io/openclaw/openclaw:latest`, `openclaw:local`, `my-openclaw-gateway`; no tool around it.
  private static func isOpenClaw(_ image: String) -> Bool {
    let name = UserPath.name(image).parts(at: ":").first.map(String.init) ?? ""
    let bare = String(name.parts(at: "@").first ?? "")
    return StartPrograms.isOpenClaw(bare) || namesOpenClaw(bare) && bare.holds("gateway")
      || StartPrograms.names.contains { bare.ends(with: "-" + $0) }
  }

  private static func namesOpenClaw(_ image: String) -> Bool {
    image.holds("openclaw") || image.holds("clawdbot") || image.holds("moltbot")
  }

  /// `18789:18789`, `127.0.0.1:19789:18789/tcp`, `[::1]:19000-19010:18000-18010`; nil where the host's port is left to the engine.
  private static func publication(_ text: String) -> ContainerRun.Publication? {
    let protocols = text.parts(at: "/")
    guard protocols.count < 2 || protocols[1] == "tcp", let numbers = protocols.first else { return nil }
    let parts = numbers.parts(at: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let host = range(parts[parts.count - 2]),
      let inner = range(parts[parts.count - 1]),
      host.count == inner.count
    else { return nil }
    return ContainerRun.Publication(host: host, container: inner)
  }

  private static func range(_ text: Substring) -> ClosedRange<Int>? {
    let bounds = text.parts(at: "-").map { Int($0) }
    guard let first = bounds.first, let low = first, let high = bounds.count > 1 ? bounds[1] : low,
      GatewayPort.isValid(low), GatewayPort.isValid(high), low <= high
    else { return nil }
    return low...high
  }
}
