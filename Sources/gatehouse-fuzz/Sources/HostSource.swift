import Canvas
import Dashboard
import Fleet
import GatewayModel
import Host
import OpenClaw
import Presentation
import Records

extension FuzzSource {
  /// A whole home with all that lies in it, and what Gatehouse says of it.
  static let host = FuzzSource(
    name: "host", about: "a whole home, and everything that is said of it",
    corpus: {
      Corpus.texts(
        """
        @@ /h/.openclaw/openclaw.json
        { gateway: { mode: 'local', port: 18789, auth: { token: "\(PlantedSecret.text)" } }, browser: { profiles: { a: { cdpUrl: 'http://u:\(PlantedSecret.text)@10.0.0.1:9222/?token=1' } } }, channels: { telegram: { botToken: '\(PlantedSecret.text)' } } }
        @@ /h/.openclaw-lab/openclaw.json
        { gateway: { mode: 'local', port: 18800, auth: { token: "\(PlantedSecret.text)" } }, agents: { defaults: { workspace: '/h/w' } },
        @@ /h/.openclaw-lab/.env
        OPENCLAW_GATEWAY_PORT=19001
        @@ /h/.config/systemd/user/openclaw-gateway-lab.service
        [Service]
        ExecStart=/usr/bin/node /h/openclaw/dist/index.js --profile lab gateway --port 18801
        Environment=OPENCLAW_PROFILE=lab "OPENCLAW_GATEWAY_TOKEN=x y"
        EnvironmentFile=/h/lab.env
        @@ /h/lab.env
        OPENCLAW_STATE_DIR=/h/.openclaw-lab
        @@ /h/.config/containers/systemd/c.container
        [Container]
        Image=openclaw
        PublishPort=19005:18789
        @@ /h/.config/environment.d/a.conf
        A=$HOME/x
        @@ /h/.ocm/envs.json
        {"envs":[{"name":"e1","root":"/h/.ocm/envs/e1","gatewayPort":19999}]}
        @@ /h/.config/gatehouse/config.json5
        { gateways: { far: { configPath: '/h/far.json', port: 20001 } } }
        @@ /h/.local/state/gatehouse/runs/lab-1.json
        {"schema":1,"id":"a","name":"lab","stateDir":"/h/.openclaw-lab","configPath":"/h/.openclaw-lab/openclaw.json","generation":3,"phase":"failed","bootID":"boot","port":19001,"command":[],"logFile":"","logOffset":0,"startedAt":1700000000,"failure":"it ended"}
        @@ /tmp/openclaw-1000/gateway.a.lock
        {"pid":4711,"configPath":"/h/.openclaw/openclaw.json","port":18789}
        @@ /etc/passwd
        op:x:1000:1000::/h:/bin/sh
        """) + Corpus.homes(most: 40)
    },
    dictionary: [
      "@@ /h/.openclaw/openclaw.json\n", "@@ /h/.openclaw-lab/openclaw.json\n",
      "@@ /h/.openclaw-x/openclaw.json\n", "token: \"\(PlantedSecret.text)\"", "port: ",
      "ExecStart=", "Environment=", "openclaw gateway", "--port ", "--profile ", "18789", "/h/",
      "workspace: ", "\u{1B}[2J", "\\u001b", "\\u202e", "cdpPort: ", "{", "}",
    ],
    cost: 25, largest: 16 << 10,
    run: { input throws(FuzzFault) in
      let map = FileMap(input)
      var files = map.files.mapValues { Array($0.utf8) }
      if !map.main.isEmpty { files["/h/.openclaw/openclaw.json"] = Array(map.main.utf8) }
      let machine = MemoryMachine.machine(files, environment: ["HOME": "/h", "USER": "op"])
      let paths = GatehousePaths(home: "/h", config: nil, system: machine.system)
      // Gatehouse does not start with a config of its own that is wrong.
      let own = map.texts[paths.configFile].flatMap { try? GatehouseConfigReader.parse($0, file: "config") }
      let config = own ?? GatehouseConfig()
      var scanner = HostScanner(host: machine, paths: paths, config: config)
      let inventory = scanner.scan(sweep: true)
      var live = RuntimeState()
      live.redactor = Redactor(
        inventory.definitions.reduce(into: []) {
          $0.formUnion($1.secrets.union([$1.token, $1.password].compactMap(\.self)))
        })
      let builder = SnapshotBuilder(
        paths: paths, config: config, system: machine.system, realPath: scanner.realPath)
      let snapshot = builder.build(inventory, live: live)
      try HostChecks(
        snapshot: snapshot, paths: paths,
        hidesSecret: PlantedSecret.isInPlace(input) && isInConfigsAlone(map),
        size: input.count
      ).run()
    })

  /// Whether only configs hold the planted secret: in the name of a file, or in a unit's words, it is none.
  private static func isInConfigsAlone(_ map: FileMap) -> Bool {
    map.texts.allSatisfy { name, text in
      !PlantedSecret.isIn(name)
        && (name.isEmpty || name.hasSuffix("/openclaw.json") || !PlantedSecret.isIn(text))
    }
  }
}

/// What must hold of everything that is said of a home.
private struct HostChecks {
  let snapshot: Snapshot
  let paths: GatehousePaths
  let hidesSecret: Bool
  let size: Int

  func run() throws(FuzzFault) {
    let json = SnapshotDocument(paths: paths).document(snapshot).text(indent: 2)
    do throws(JSON5Error) { _ = try JSON5Parser.parse(json, file: "json") } catch {
      throw FuzzFault("the document is no JSON: \(error.problem.message)")
    }
    try check(json, "the document")
    try check(RosterText.text(snapshot, paths: paths), "the roster")
    try check(
      CheckText(paths: paths, glyphs: .unicode).text(
        snapshot, gateways: snapshot.gateways, findings: snapshot.findings), "the report of check")
    for gateway in snapshot.gateways {
      try Hold.clean(gateway.name, "the name of a gateway")
      try check(PortsText.text(gateway), "the ports")
      for text in [gateway.portDoubt, gateway.placeDoubt, gateway.failure, gateway.version].compactMap(\.self)
      {
        try Hold.clean(text, "what is said of a gateway")
      }
      let plan = gateway.plan
      for port in [plan.gateway.known, plan.browserControl.known, plan.canvas.known] {
        try Hold.port(port, "a port of the plan")
      }
    }
    for finding in snapshot.findings {
      try Hold.clean(finding.detail, "the detail of a finding (\(finding.code.rawValue))")
      try Hold.clean(finding.fix, "the fix of a finding (\(finding.code.rawValue))")
    }
    try checkScreen()
  }

  private func check(_ text: String, _ what: String) throws(FuzzFault) {
    try Hold.bounded(text.utf8.count, by: 200, of: size, what)
    if hidesSecret { try Hold.that(!PlantedSecret.isIn(text), "\(what) shows a secret") }
  }

  private func checkScreen() throws(FuzzFault) {
    var state = DashboardState()
    state.screen.home = paths.home
    _ = update(&state, .time(now: MemoryMachine.now, clock: "14:32:07"))
    _ = update(&state, .snapshot(snapshot))
    for pane in [DashboardState.Pane.overview, .ports, .cdp, .isolation] {
      state.pane = pane
      let grid = draw(state, glyphs: .unicode)
      try FuzzSource.check(grid)
      if hidesSecret {
        try Hold.that(!grid.lines().contains(where: PlantedSecret.isIn), "the screen shows a secret")
      }
    }
  }
}
