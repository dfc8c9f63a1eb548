import Discovery
import GatewayModel

extension FuzzSource {
  /// What `systemctl show` prints.
  static let systemctl = FuzzSource(
    name: "systemctl", about: "what systemctl show prints",
    corpus: {
      Corpus.texts(
        """
        Id=openclaw-gateway.service
        Names=openclaw-gateway.service alias.service
        LoadState=loaded
        ActiveState=activating
        SubState=auto-restart
        UnitFileState=enabled
        MainPID=4711
        NRestarts=3
        Result=exit-code
        FragmentPath=/h/.config/systemd/user/openclaw-gateway.service
        DropInPaths=/a/b.conf /c/d.conf
        NeedDaemonReload=no
        Environment=A=1 "B=two words" 'C=x' OPENCLAW_GATEWAY_PORT=19001
        ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node x.js gateway ; ignore_errors=no ; start_time=[n/a] ; status=0/0 }
        StateChangeTimestamp=Thu 2026-11-26 11:14:01 UTC
        RestartUSec=1min 30s
        TimeoutStopUSec=infinity
        ExecMainStatus=78
        ExecMainCode=1
        InvocationID=0123456789abcdef

        Id=other.service
        LoadState=not-found
        ActiveState=inactive
        """)
    },
    dictionary: [
      "Id=", "LoadState=loaded\n", "ActiveState=active\n", "MainPID=", "NRestarts=", "Environment=",
      "ExecStart={ path=", "argv[]=",
      " ; ignore_errors=", "StateChangeTimestamp=Thu ", "RestartUSec=", "TimeoutStopUSec=", "1min 30s",
      "200ms", "1month", "infinity",
      "ExecMainStatus=", "ExecMainCode=1\n", "\n\n", " UTC\n", "2026-11-26", "11:14:01",
    ],
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let units = ServiceShow.parse(text, isUserUnit: true)
      try Hold.that(Set(units.map(\.unit)).count == units.count, "a unit is there twice")
      for unit in units {
        try Hold.that(unit.mainPID.map { $0 > 0 } ?? true, "a unit's main process is \(unit.mainPID ?? 0)")
        for (what, value) in [
          ("a time", unit.changedAt), ("a pause", unit.restartSeconds), ("a wait", unit.stopSeconds),
          ("a retry", unit.retryAt),
        ] {
          try Hold.that(value?.isFinite ?? true, "\(what) of a unit is \(value ?? 0)")
        }
        for (what, value) in [("a pause", unit.restartSeconds), ("a wait", unit.stopSeconds)] {
          try Hold.that(value.map { $0 >= 0 } ?? true, "\(what) of a unit is below 0")
        }
      }
      let size = units.reduce(0) { sum, unit in
        sum + unit.environment.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
          + (unit.arguments + unit.names).reduce(0) { $0 + $1.utf8.count }
      }
      try Hold.bounded(size, by: 4, of: text.utf8.count, "what is known of units")
    })
}
