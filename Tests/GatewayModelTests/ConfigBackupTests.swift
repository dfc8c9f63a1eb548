import GatewayModel
import Testing

@Suite struct ConfigBackupTests {
  static func copy(_ change: (inout ConfigBackup) -> Void = { _ in }) -> ConfigBackup {
    var copy = ConfigBackup(
      id: "20261126T120000Z", kind: .lastGood, takenAt: 1_795_694_400, stateDir: "/h/.openclaw",
      configPath: "/h/.openclaw/openclaw.json", files: [.init(path: "/h/.openclaw/openclaw.json", text: "{}")]
    )
    change(&copy)
    return copy
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isValid: Bool
    var change: @Sendable (inout ConfigBackup) -> Void

    init(_ what: String, _ isValid: Bool, _ change: @escaping @Sendable (inout ConfigBackup) -> Void) {
      (testDescription, self.isValid, self.change) = (what, isValid, change)
    }
  }

  static let table = [
    Row("as it is", true) { _ in }, Row("another name in its second", true) { $0.id += "-2" },
    Row("another schema", false) { $0.schema = 2 }, Row("no file", false) { $0.files = [] },
    Row("a time before 1970", false) { $0.takenAt = -1 },
    Row("a time that is none", false) { $0.takenAt = .infinity },
    Row("a relative file", false) { $0.files[0].path = "openclaw.json" },
    Row("a file that leads elsewhere", false) { $0.files[0].path = "/h/.openclaw/../../etc/passwd" },
    Row("the second file leads elsewhere", false) { $0.files.append(.init(path: "/h/./x", text: "")) },
    Row("a name that is a path", false) { $0.id = "../../x" },
    Row("a name with a dot", false) { $0.id = "a.b" },
    Row("a name with other letters", false) { $0.id = "2026\u{FC}" },
  ]

  @Test(arguments: table) func `a copy is one only where its name and its files can be written`(_ row: Row) {
    #expect(Self.copy(row.change).isValid == row.isValid)
  }

  @Test func `names sort as their moments do, and no second begins early`() {
    #expect(ConfigBackup.id(at: 1_795_694_400) == "20261126T120000Z")
    #expect(ConfigBackup.id(at: 1_795_694_400.9) == "20261126T120000Z")
    let times = [0.0, 1_000_000_000, 1_795_694_399, 1_795_694_400, 1_800_000_000]
    #expect(times.map(ConfigBackup.id).sorted() == times.map(ConfigBackup.id))
  }

  @Test func `the text of a file is found by its path`() {
    let copy = Self.copy { $0.files.append(.init(path: "/h/x.json5", text: "x")) }
    #expect(copy.text(of: "/h/x.json5") == "x")
    #expect(copy.text(of: "/h/y.json5") == nil)
  }
}
