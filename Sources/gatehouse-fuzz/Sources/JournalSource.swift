import GatewayModel
import OpenClaw
import Presentation
import Records

extension FuzzSource {
  /// The journal.
  static let journal = FuzzSource(
    name: "journal", about: "Gatehouse's journal",
    corpus: {
      Corpus.texts(
        """
        {"action":"stop","at":1700000000.25,"by":"key","gatehouse":99,"gateway":"main","id":"a","message":"main is stopped","phase":"done","schema":1,"stateDir":"/h/.openclaw","steps":[{"at":1700000000,"text":"TERM"}],"target":{"generation":3,"pid":4711,"port":18789,"startTicks":5,"unit":"openclaw-gateway.service"}}
        {"action":"seen","at":1,"by":"policy","gatehouse":1,"gateway":"","id":"b","message":"","phase":"noted","schema":1,"stateDir":"","steps":[],"target":{}}
        torn
        """)
    },
    dictionary: [
      "\"at\":", "\"steps\":[", "\"text\":", "\"phase\":\"done\"", "\"by\":\"key\"", "\"target\":{",
      "\"pid\":", "\\u001b[2J", "\\n", "\n", "}", "{",
    ],
    run: { input throws(FuzzFault) in
      let journal = Journal(file: "/s/journal.jsonl", files: MemoryMachine.files(["/s/journal.jsonl": input]))
      let entries = journal.last(500)
      let lines = input.split(separator: 0x0A).count
      try Hold.that(entries.count <= lines, "\(lines) lines hold \(entries.count) entries")
      if lines > 0, entries.isEmpty {
        try Hold.that(journal.problem != nil, "a journal without an entry is called well")
      }
      for entry in entries {
        try Hold.that((0..<253_402_300_799.5).contains(entry.at), "the time of an entry cannot be shown")
        _ = JournalText.line(entry)
        guard let text = try? Journal.text(entry) else {
          throw FuzzFault("an entry that was read cannot be written")
        }
        try Hold.that(!text.utf8.contains(0x0A), "an entry is written in two lines")
        let again = Journal(file: "/j", files: MemoryMachine.files(["/j": Array(text.utf8)])).last(2)
        try Hold.that(again == [entry], "an entry is read as another one once it is written")
      }
    })
}
