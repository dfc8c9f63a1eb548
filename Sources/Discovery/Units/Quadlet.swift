import OpenClaw

/// Podman's `NAME.container` files, of which its generator makes `NAME.service`. Source: podman-systemd.unit(5).
package enum Quadlet {
  static let suffix = ".container"
  /// A longer name is none that a unit can have (systemd's `UNIT_NAME_MAX`, without `.service`).
  private static let nameLimit = 247

  /// Where a user's lie below the home, and a machine's, for its users and for itself.
  static func directories(home: String, userID: UInt32) -> [(path: String, isUser: Bool)] {
    [
      (home + "/.config/containers/systemd", true), ("/etc/containers/systemd/users/\(userID)", true),
      ("/etc/containers/systemd/users", true), ("/etc/containers/systemd", false),
      ("/usr/share/containers/systemd", false),
    ]
  }

  /// The name of the unit that the generator makes of `NAME.container`.
  /// - Parameter texts: the file, then its drop-ins in order; nothing where they were not read.
  package static func unit(of file: String, _ texts: [String] = []) -> String {
    let own = value("ServiceName", in: texts.flatMap { UnitWords.assignments($0, section: "Container") })
      .flatMap { $0.utf8.count <= nameLimit ? $0 : nil }
    return (own ?? String(UserPath.name(file).dropLast(suffix.count))) + ".service"
  }

  /// Whether something wants it: the generator follows `[Install]` itself.
  package static func isWanted(_ texts: [String]) -> Bool {
    texts.flatMap { UnitWords.assignments($0, section: "Install") }
      .contains { ["WantedBy", "RequiredBy", "UpheldBy"].contains($0.0) && !$0.1.isEmpty }
  }

  /// The `[Service]` section of the unit that the generator makes.
  /// - Parameters:
  ///   - texts: the file, then its drop-ins in order.
  ///   - read: reads a `.pod` file beside it, which publishes the ports of its containers.
  package static func service(name: String, _ texts: [String], read: (String) -> String?) -> String {
    var own = texts.flatMap { UnitWords.assignments($0, section: "Container") }
    if let pod = value("Pod", in: own), pod.ends(with: ".pod"), let text = read(pod) {
      own += UnitWords.assignments(text, section: "Pod").filter {
        ["PublishPort", "Network", "Volume"].contains($0.0)
      }
    }
    var words = [
      "podman", "run", "--name",
      value("ContainerName", in: own) ?? "systemd-\(ServiceNames.stem(ofUnit: name))",
    ]
    for (key, option) in [
      ("PublishPort", "--publish"), ("Volume", "--volume"), ("Mount", "--mount"), ("Network", "--network"),
      ("EnvironmentFile", "--env-file"),
    ] {
      for value in values(key, in: own) { words += [option, quoted(value)] }
    }
    for line in values("Environment", in: own) {
      // Several to a line, each with its own quotes.
      for word in UnitWords(home: "", unit: nil).split(line[...]) { words += ["--env", quoted(word)] }
    }
    // Behind these stand words of podman's own, as they are.
    words += values("PodmanArgs", in: own)
    words.append(value("Image", in: own).map(quoted) ?? "")
    words.append(value("Exec", in: own) ?? "")
    let section = texts.flatMap { UnitWords.assignments($0, section: "Service") }
      .filter { $0.0 != "ExecStart" }.map { "\($0.0)=\($0.1)" }
    return (["[Service]"] + section + ["ExecStart=" + words.filter { !$0.isEmpty }.joined(separator: " ")])
      .joined(separator: "\n")
  }

  /// All values of a key; an empty one takes back those before it.
  private static func values(_ key: String, in assignments: [(String, String)]) -> [String] {
    var found: [String] = []
    for (name, value) in assignments where name == key {
      if value.isEmpty { found = [] } else { found.append(value) }
    }
    return found
  }

  private static func value(_ key: String, in assignments: [(String, String)]) -> String? {
    values(key, in: assignments).last
  }

  private static func quoted(_ word: String) -> String {
    word.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      ? "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" : word
  }
}
