import Foundation
import GatewayModel
import Host
import OpenClaw
import Records

extension FuzzSource {
  /// Gatehouse's own records: whoever may write in the home may write anything into them.
  static let records = FuzzSource(
    name: "records", about: "records of runs, supervisors, policies, rescues, drills and copies",
    corpus: {
      Corpus.texts(
        #"{"schema":1,"id":"a-1","name":"lab","stateDir":"/h/.openclaw-lab","configPath":"/h/.openclaw-lab/openclaw.json","generation":3,"phase":"running","bootID":"boot","port":19001,"command":["openclaw","gateway"],"logFile":"/s/logs/lab.log","logOffset":12,"startedAt":1700000000.5,"process":{"pid":4711,"startTicks":99},"group":4711,"failure":"x","startedBy":"key","isStopWanted":false,"ending":{"exitCode":1,"lastLines":["gateway already running"]},"isGivenUp":true,"endings":[1700000000,1],"retryAt":1700000010}"#,
        #"{"schema":1,"kind":"up","process":{"pid":4711,"startTicks":99},"bootID":"boot","stateDir":"/h","configPath":"/h/c"}"#,
        #"{"schema":1,"policy":"on-failure","stateDir":"/h/.openclaw","configPath":"/h/.openclaw/openclaw.json"}"#,
        #"{"schema":1,"id":"20261123T010203Z","revision":2,"main":{"name":"default","stateDir":"/h","configPath":"/c"},"rescue":{"name":"rescue","stateDir":"/r","configPath":"/rc"},"beganAt":1700000000,"step":"evidence","entries":[{"at":1700000000,"step":"evidence","move":"collect","outcome":"done","text":"t"}],"repairs":[{"repair":"restore-config","at":1,"replacedCopy":"x","isUndone":false}],"isMainStopped":false,"isRescueStarted":false,"isVerified":false,"doing":{"move":{"collect":{}},"since":1},"evidence":"/s/rescue/evidence/20261123T010203Z"}"#,
        #"{"schema":1,"at":1700000000,"main":"default","rescue":"rescue","secondsToReady":3.5}"#,
        #"{"schema":1,"id":"20261123T010203Z","kind":"last-good","takenAt":1700000000,"stateDir":"/h","configPath":"/c","version":"2026.9.4","isStartProven":true,"files":[{"path":"/c","text":"{}"}]}"#
      )
    },
    dictionary: [
      "\"schema\":1", "\"id\":", "\"name\":", "\"port\":", "\"generation\":", "\"phase\":", "\"startedAt\":",
      "\"retryAt\":", "\"endings\":[",
      "\"process\":{\"pid\":", "\"startTicks\":", "\"group\":", "\"logFile\":", "\"/s/logs/../x\"",
      "\"files\":[", "\"path\":", "\"takenAt\":",
      "\"at\":", "null", "true", "\"backing-off\"", "\"on-failure\"", "\"doing\":", "\"move\":",
      "\"detected\":", "..", "\\u001b", "\\n",
    ],
    run: { input throws(FuzzFault) in
      try checkRun(input)
      try checkRescue(input)
      let data = Data(input)
      if let supervisor = decoded(Supervisor.self, data) {
        _ = supervisor.text
        try again(supervisor, "a supervisor")
      }
      if let choice = decoded(PolicyChoice.self, data) { try again(choice, "a policy") }
      if let copy = decoded(ConfigBackup.self, data), copy.isValid { try check(copy) }
    })

  /// Nil for what is no such record.
  private static func decoded<Record: Decodable>(_ type: Record.Type, _ data: Data) -> Record? {
    try? JSONDecoder().decode(type, from: data)
  }

  /// What is written is read again as the same.
  private static func again<Record: Codable & Equatable>(_ record: Record, _ what: String) throws(FuzzFault) {
    // What cannot be written is not what is read either.
    let data = try? JSONEncoder().encode(record)
    try Hold.that(
      data.flatMap { decoded(Record.self, $0) } == record, "\(what) is read as another one once it is written"
    )
  }

  private static func checkRun(_ input: [UInt8]) throws(FuzzFault) {
    let store = RunStore(directory: "/s/runs", files: MemoryMachine.files(["/s/runs/lab-1.json": input]))
    for run in store.all() {
      try Hold.port(run.port, "the port of a run")
      try Hold.that(run.generation >= 0 && run.logOffset >= 0, "a run counts below 0")
      let times = [run.startedAt, run.retryAt].compactMap(\.self) + (run.endings ?? [])
      try Hold.that(
        times.allSatisfy { (0..<253_402_300_799.5).contains($0) }, "a time of a run cannot be shown")
      try Hold.that(
        run.logFile.isEmpty || run.logFile.begins(with: "/s/logs/") && !run.logFile.holds("/../"),
        "the log of a run lies elsewhere: \(Hold.excerpt(run.logFile))")
      // A group of 0, 1 or below means others than the run's own processes to kill(2).
      try Hold.that(run.group.map { $0 > 1 } ?? true, "the group of a run is \(run.group ?? 0)")
      try Hold.that(
        run.process.map { $0.pid > 1 } ?? true, "the process of a run is \(run.process?.pid ?? 0)")
      let key = RunStore.key(name: run.name, stateDir: run.stateDir, configPath: run.configPath)
      try Hold.that(key.utf8.count <= 240 && !key.contains("/"), "the name of a record is no name of a file")
      try again(run, "a run")
      if let ending = run.ending {
        _ = RestartDecision.of(
          ending, policy: .always, settings: RestartSettings(), endings: run.endings ?? [],
          now: MemoryMachine.now, jitter: 0.5)
        _ = ending.text
      }
    }
  }

  private static func checkRescue(_ input: [UInt8]) throws(FuzzFault) {
    let files = MemoryMachine.files(["/s/rescue/run.json": input, "/s/rescue/drill.json": input])
    let store = RescueStore(directory: "/s/rescue", files: files)
    if let run = store.run() {
      try Hold.that(
        !run.id.isEmpty && run.id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x2E },
        "a rescue is called \(Hold.excerpt(run.id))")
      try Hold.that(
        run.evidence.map { $0 == "/s/rescue/evidence/\(run.id)" } ?? true, "the evidence lies elsewhere")
      try again(run, "a rescue")
    }
    if let drill = store.drill() {
      try Hold.that((0..<253_402_300_799.5).contains(drill.at), "the time of a drill cannot be shown")
      _ = Age.text(drill.secondsToReady)
    }
  }

  private static func check(_ copy: ConfigBackup) throws(FuzzFault) {
    for file in copy.files { try Hold.normalPath(file.path, "a file of a copy") }
    try Hold.that(
      !copy.id.isEmpty && copy.id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F },
      "a copy is called \(Hold.excerpt(copy.id)), which is no plain name of a file")
    try again(copy, "a copy")
  }
}
