import GatewayModel
import OpenClaw
import Ports

extension FuzzSource {
  /// Short texts that mean something: versions, names, times, ports, paths. One a line.
  static let words = FuzzSource(
    name: "words", about: "versions, names, times, ports and paths",
    corpus: {
      Corpus.texts(
        "2026.9.4\nv2026.3.13-beta.1\n2026.9.37\ndev\n1999.1.1",
        "lab\nDefault\n p2 \np10\nmain\na_b-c\nstray-1\nrescue",
        "2026-11-26T11:14:01Z\n2026-11-26T11:14:01.123+01:00\n1969-12-31\n9999-12-31T23:59:59Z",
        "18789\n 19001x\n-1\n+5\n127.0.0.1:19001\n[::1]:19001\n0x10",
        "/a/./b/../c//d/\n~/x\n~\n.\n../a\n/h/x\n/h\nC:\\x\n~\\y",
        "1e400\nNaN\n-0\n59.9\n600\n86400\n9e18")
    },
    dictionary: [
      ".", "-", "/", "..", "~", ":", "2026", "9", "T", "Z", "v", "p", "10", "2", "\n", "default", "É",
      "e\u{301}",
    ], largest: 8192,
    run: { input throws(FuzzFault) in
      let lines = input.split(separator: 0x0A).prefix(64).map { String(decoding: $0, as: UTF8.self) }
      for line in lines {
        try checkVersion(line)
        try checkPath(line)
        try checkTime(line)
        if let port = GatewayPort.parse(line) { try Hold.that(port > 0, "a text is the port \(port)") }
        for rules in [VersionRules(version: nil), VersionRules(version: Version(2026, 3, 1))] {
          if let port = GatewayPort.fromEnvironment(["OPENCLAW_GATEWAY_PORT": line], rules: rules) {
            try Hold.that(port > 0, "a variable is the port \(port)")
          }
        }
        if let name = ProfileName.normalized(line) {
          try Hold.that(ProfileName.isValid(name), "a profile has no name")
        }
        try Hold.that(Fingerprint.of(line).utf8.count == 16, "a fingerprint has not sixteen digits")
        _ = (ServiceNames(profile: line).description(version: line), SecretValues.isSecretName(line))
      }
      try checkOrder(lines)
    })

  private static func checkVersion(_ text: String) throws(FuzzFault) {
    guard let version = Version(text) else { return }
    try Hold.that(Version(version.description) == version, "a version is written as another one")
    try Hold.that(version.month >= 0 && version.number >= 0, "a version counts below 0")
    for other in [Version(2026, 9, 37), Version(2026, 10, 9), version] {
      let (a, b) = (version.isNewer(than: other), other.isNewer(than: version))
      try Hold.that(
        (a == nil) == (b == nil) && !(a == true && b == true), "two versions came after each other")
    }
    for rule in VersionRules.Rule.allCases { _ = VersionRules(version: version).holds(rule) }
  }

  private static func checkPath(_ text: String) throws(FuzzFault) {
    for path in [
      UserPath.resolve(text, home: "/h", workingDirectory: "/w"), UserPath.normalize(text),
      UserPath.absolute(text, workingDirectory: "/w"),
    ] {
      try Hold.normalPath(path, "a path")
      try Hold.same(UserPath.normalize(path), path, "a path is normalised twice to something else")
      let shown = UserPath.abbreviate(path, home: "/h")
      // Blanks around a path are none of it.
      let resolved = UserPath.resolve(shown, home: "/h", workingDirectory: "/w")
      if path == path.trimmed { try Hold.same(resolved, path, "a shown path is another one") }
      let joined = UserPath.join(UserPath.parent(path), UserPath.name(path))
      if path != "/" { try Hold.same(joined, path, "a path in two parts is another one") }
    }
    let paths = StatePaths.resolve(
      environment: ["OPENCLAW_STATE_DIR": text, "OPENCLAW_HOME": text], fallbackHome: "/h",
      workingDirectory: "/w"
    ) { _ in false }
    try Hold.normalPath(paths.stateDir, "a state directory")
    try Hold.normalPath(paths.configPath, "the path of a config")
  }

  private static func checkTime(_ text: String) throws(FuzzFault) {
    if let seconds = ISOTime.seconds(text), PlausibleTime.holds(seconds) {
      let again = ISOTime.seconds(ISOTime.text(seconds))
      try Hold.that(again == seconds.rounded(), "a time is written as another one: \(seconds)")
    }
    guard let number = Double(text) else { return }
    _ = (Age.text(number), Age.coarse(number))
    if PlausibleTime.holds(number) {
      try Hold.that(
        ISOTime.seconds(ISOTime.text(number)) == number.rounded(),
        "a time is written as another one: \(number)")
      try Hold.that(!ConfigBackup.id(at: number).contains("/"), "a time is no name of a file")
    }
  }

  /// Names are in one order, however they came.
  private static func checkOrder(_ names: [String]) throws(FuzzFault) {
    let order = RosterOrder(GatehouseConfig())
    let distinct = names.map(\.bytes).distinct().map(\.text)
    let forwards = order.sorted(distinct, name: { $0 }, stateDir: { $0 })
    let backwards = order.sorted(distinct.reversed(), name: { $0 }, stateDir: { $0 })
    try Hold.same(
      backwards.joined(separator: "\n"), forwards.joined(separator: "\n"), "names have two orders")
  }
}
