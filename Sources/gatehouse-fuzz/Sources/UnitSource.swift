import Discovery
import GatewayModel
import OpenClaw

extension FuzzSource {
  /// A systemd unit with drop-ins, files of variables and the script that it starts.
  static let unit = FuzzSource(
    name: "unit", about: "a systemd unit with drop-ins, files of variables and scripts",
    corpus: {
      Corpus.texts(
        """
        [Unit]
        Description=OpenClaw Gateway
        [Service]
        Type=simple
        ExecStart=/usr/bin/env -u A FOO=1 /usr/bin/node "/h/openclaw/dist/index.js" gateway --port ${PORT} \\
          --bind 'loop\\x20back' $EXTRA %h/%i/%%
        Environment="OPENCLAW_PROFILE=lab" PORT=19001 'EXTRA=--a b'
        EnvironmentFile=-%h/*.env
        EnvironmentFile=/h/b.conf.env
        PassEnvironment=A B
        UnsetEnvironment=B=1 C
        WorkingDirectory=~/w
        User=op
        [Install]
        WantedBy=default.target
        @@ a.conf
        [Service]
        ExecStart=
        ExecStart=@/h/start.sh start gateway run
        Environment=
        Environment=OPENCLAW_GATEWAY_PORT=19002
        @@ /h/start.sh
        #!/bin/bash
        set -a; . ~/a.env; set +a
        exec openclaw --profile "${P:-lab}" gateway "$@"
        @@ /h/a.env
        OPENCLAW_STATE_DIR="/h/x" # no comment
        export P=lab
        A='1'
        """,
        """
        [Service]
        ExecStart=sh -c 'exec "$0" "$@"' openclaw gateway run
        Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway OPENCLAW_SERVICE_VERSION=2026.3.1
        @@ name
        openclaw-gateway-lab@inst.service
        """
      ) + Corpus.fixtures("cases", ends: [".service"], most: 120)
        + Corpus.fixtures("cases", ends: [".service.d/override.conf", ".conf"], most: 30)
    },
    dictionary: [
      "[Service]\n", "[Unit]\n", "ExecStart=", "ExecStart=@", "Environment=", "EnvironmentFile=",
      "EnvironmentFile=-",
      "PassEnvironment=", "UnsetEnvironment=", "WorkingDirectory=", "User=", "Type=oneshot\n", "openclaw",
      "gateway",
      "run", "--port", "--profile", "${PORT}", "$PORT", "$$", "%h", "%i", "%%", "\\x20", "\\u00e9",
      "\\U0001F600", "\\101",
      "node", "/h/openclaw/dist/index.js", "env", "sudo -u op", "docker run", "podman", "sh -c '",
      "bash -lc \"", "nice",
      "flock /x -c", "@@ a.conf\n", "@@ name\n", "@@ /h/a.env\n", "OPENCLAW_PROFILE=",
      "OPENCLAW_GATEWAY_PORT=", "npx openclaw@2026.9.3",
    ],
    run: { input throws(FuzzFault) in
      let map = FileMap(input)
      let name = map.texts["name"]?.trimmed.nonBlank ?? "openclaw-gateway.service"
      let texts =
        [("/h/.config/systemd/user/\(name)", map.main)]
        + map.names.filter { $0.hasSuffix(".conf") }.map {
          ("/h/.config/systemd/user/\(name).d/\($0)", map.texts[$0] ?? "")
        }
      for isUserUnit in [true, false] {
        let unit = parser(map.files).parse(name: name, path: texts[0].0, isUserUnit: isUserUnit, texts: texts)
        if let unit { try check(unit, size: input.count) }
      }
    })

  static func parser(_ files: [String: String]) -> UnitParser {
    UnitParser(
      home: "/h", read: { files[$0] }, exists: { files[$0] != nil },
      list: { directory in
        files.keys.filter { UserPath.parent($0) == directory }.map { UserPath.name($0) }.sorted()
      })
  }

  /// What must hold of any unit of a gateway.
  static func check(_ unit: UnitFile, size: Int) throws(FuzzFault) {
    try Hold.normalPath(unit.workingDirectory, "the working directory of a unit")
    try Hold.normalPath(unit.home, "the home of a unit")
    if let profile = unit.profile {
      try Hold.that(
        ProfileName.isValid(profile) || StartCommand.isUnknown(profile), "a unit's profile is no name")
    }
    let words = unit.arguments.reduce(0) { $0 + $1.utf8.count + 1 }
    let variables = unit.environment.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 1 }
    // Each reference may bring in a whole value, so a square of the input is possible; more is not.
    try Hold.bounded(words + variables, by: 64 + size / 8, of: size, "what a unit starts with")
    let problems = unit.problems.reduce(0) { $0 + $1.utf8.count + 1 }
    try Hold.bounded(problems, by: 16, of: size, "the problems of a unit")
    for file in unit.environmentFiles where !unit.problems.contains(where: { $0.contains("cannot be read") })
    {
      try Hold.that(file.utf8.count <= 8 * (size + 1024), "a file of variables has a name out of proportion")
    }
  }
}
