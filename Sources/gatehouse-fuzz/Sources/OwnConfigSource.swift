import GatewayModel
import OpenClaw
import Records

extension FuzzSource {
  /// Gatehouse's own config.
  static let ownConfig = FuzzSource(
    name: "own-config", about: "Gatehouse's own config.json5",
    corpus: {
      Corpus.texts(
        """
        // Gatehouse
        { openclaw: ['openclaw'], rescue: { main: 'default', rescue: 'rescue', settleSeconds: 20 },
          gateways: { lab: { configPath: '~/lab.json', stateDir: '/lab', port: 19001, command: ['node', 'x.js', ''], restart: 'always',
            stopSeconds: 10, environment: { A: '', B: 'b' } } },
          probe: { intervalSeconds: 2, timeoutSeconds: 3.5, failuresToDown: 3, successesToUp: 2 },
          restart: { policy: 'on-failure', limit: 5, windowSeconds: 600, firstDelaySeconds: 1, longestDelaySeconds: 60 },
          startsAtOnce: 4, stopSeconds: 10, logs: { rotateAtBytes: 1048576, keep: 3 }, theme: 'mono', mouse: false }
        """, "{ restart: 'never' }", "{ gateways: { ' ': {} } }")
    },
    dictionary: [
      "openclaw", "rescue", "gateways", "probe", "restart", "startsAtOnce", "stopSeconds", "logs",
      "rotateAtBytes", "keep", "theme",
      "mouse", "policy", "'always'", "'never'", "environment", "port", "command", "windowSeconds",
      "settleSeconds", "limit", "{}", "[]",
    ],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let config: GatehouseConfig
      do throws(GatehouseConfigProblem) {
        config = try GatehouseConfigReader.parse(text, file: "config.json5")
      } catch {
        try Hold.bounded("\(error)".utf8.count, by: 1, of: input.count, "a problem of the own config")
        return
      }
      let probe = config.probe
      let restart = config.restart
      let seconds =
        [
          config.settleSeconds, config.stopSeconds, probe.interval, probe.timeout, restart.firstDelay,
          restart.longestDelay,
        ]
        + config.declared.compactMap(\.stopSeconds)
      try Hold.that(
        seconds.allSatisfy { (0.1...3600).contains($0) }, "seconds of the own config are out of range")
      try Hold.that((0.1...86400).contains(restart.window), "the window of the own config is out of range")
      for count in [
        probe.failuresToDown, probe.successesToUp, restart.limit, config.startsAtOnce, config.logs.kept,
      ] {
        try Hold.that((1...100).contains(count), "a count of the own config is out of range")
      }
      try Hold.that((1024...1 << 30).contains(config.logs.rotateAt), "the size of a log is out of range")
      for gateway in config.declared {
        try Hold.port(gateway.port, "a declared port")
        try Hold.that(gateway.name.nonBlank != nil, "a declared gateway has no name")
      }
      let delay = restart.delay(count: 1000, jitter: 1)
      try Hold.that(delay.isFinite && delay >= 0 && delay <= 3600 * 1.2, "a restart waits for \(delay) s")
    })
}
