import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 4: `$include` and `${NAME}`.
@Suite(.computing) struct IncludeTests {
  private func load(
    _ files: [String: String], roots: [String] = [], environment: [String: String] = [:]
  ) -> Result<ConfigDocument, ConfigProblem> {
    do throws(ConfigProblem) {
      return .success(
        try ConfigDocument.load(path: "/h/c.json", environment: environment, includeRoots: roots) { path in
          files[path].map(Result.success) ?? .failure(ConfigReadFailure("no such file"))
        })
    } catch {
      return .failure(error)
    }
  }

  private func message(_ result: Result<ConfigDocument, ConfigProblem>) -> String {
    if case .failure(let problem) = result { problem.description } else { "accepted" }
  }

  @Test func `ten levels are followed, and one more is refused where it stands`() throws {
    func chain(_ levels: Int) -> [String: String] {
      var files = ["/h/c.json": "{ $include: 'f1' }"]
      for level in 1...levels {
        files["/h/f\(level)"] = level == levels ? "{ port: 1 }" : "{ $include: 'f\(level + 1)' }"
      }
      return files
    }
    let deepest = try load(chain(10)).get()
    #expect(deepest.root["port"]?.integer == 1 && deepest.files.count == 11)
    #expect(message(load(chain(11))).contains("/h/f10:1:13: includes are nested deeper than 10 levels"))
  }

  @Test func `an include is looked for beside the file that names it`() throws {
    let document = try load([
      "/h/c.json": "{ gateway: { $include: 'sub/g.json' } }",
      "/h/sub/g.json": "{ auth: { $include: './a.json' } }",
      "/h/sub/a.json": "{ mode: 'none' }", "/h/a.json": "{ mode: 'token' }",
    ]).get()
    #expect(document.root["gateway", "auth", "mode"]?.string == "none")
    #expect(document.files == ["/h/c.json", "/h/sub/g.json", "/h/sub/a.json"])
    #expect(document.root["gateway", "auth", "mode"]?.location.file == "/h/sub/a.json")
  }

  @Test(arguments: [
    ("/etc/oc/x.json", ["/etc/oc"], true), ("/etc/oc/x.json", [], false),
    ("/etc/ocx/x.json", ["/etc/oc"], false),
    ("../x.json", [], false), ("sub/../../h/x.json", [], true), ("sub/../../x.json", [], false),
    ("/h/x.json", [], true), ("/x.json", ["/"], true), ("../hx/x.json", [], false),
  ])
  func `an include stays in the config's directory, or in one that is allowed`(
    name: String, roots: [String], isAllowed: Bool
  ) {
    let files = ["/etc/oc/x.json", "/etc/ocx/x.json", "/x.json", "/h/x.json", "/hx/x.json"]
    var all = ["/h/c.json": "{ $include: '\(name)' }"]
    for file in files { all[file] = "{ port: 1 }" }
    let found = message(load(all, roots: roots))
    #expect(isAllowed ? found == "accepted" : found.contains("outside the config's directory"), "\(found)")
  }

  @Test(arguments: [
    ("{ $include: 'x' }", "[1]", "must be an object in braces"),
    ("{ a: { $include: 'x', b: 1 } }", "[1]", "/h/c.json:1:18: keys beside $include need an included object"),
    ("{ $include: ['x', 5] }", "{}", "$include takes a file name or a list"),
    ("{ $include: { file: 'x' } }", "{}", "$include takes a file name or a list"),
    ("{ $include: 'x' }", "{ a: }", "/h/x:1:6: "),
    ("{ a: [{ $include: 'y' }] }", "{}", "/h/c.json:1:19: the included file cannot be read: no such file"),
    ("{ $include: 'x' }", "{ b: { $include: 'c.json' } }", "/h/x:1:18: this include leads back"),
  ])
  func `what is wrong is said where it stands`(text: String, included: String, part: String) {
    let found = message(load(["/h/c.json": text, "/h/x": included]))
    #expect(found.contains(part), "\(found)")
  }

  @Test func `an include may stand for any value, an escaped key for the same, and the same file twice`()
    throws
  {
    let document = try load([
      "/h/c.json":
        "{ list: { $include: 'l' }, a: { '\\u0024include': 'o' }, b: { $include: 'o' }, "
        + "e: { $include: [] } }",
      "/h/l": "[1, 2]", "/h/o": "{ x: 1 }",
    ]).get()
    #expect(document.root["list"]?.array?.count == 2)
    #expect(document.root["a", "x"]?.integer == 1 && document.root["b", "x"]?.integer == 1)
    #expect(document.root["e"]?.object?.members.isEmpty == true)
    #expect(document.files == ["/h/c.json", "/h/l", "/h/o"])
  }

  @Test func `objects are merged deeply, lists joined in order, and a value of another kind replaces`() throws
  {
    let document = try load([
      "/h/c.json": "{ $include: ['a', 'b'], o: { z: 3, l: ['own'] }, s: { t: 1 } }",
      "/h/a": "{ o: { x: 1, y: 1, l: ['a'] }, s: 'text', k: [1] }",
      "/h/b": "{ o: { y: 2, l: ['b'] }, k: 5 }",
    ]).get()
    let merged = document.root["o"]
    #expect(["x", "y", "z"].map { merged?[$0]?.integer } == [1, 2, 3])
    #expect(merged?["l"]?.array?.compactMap(\.string) == ["a", "b", "own"])
    #expect(document.root["s", "t"]?.integer == 1 && document.root["k"]?.integer == 5)
  }

  @Test func `a config that cannot be read is a problem of the file as a whole`() {
    let found = message(load([:]))
    #expect(found == "/h/c.json: no such file")
    let problem = ConfigProblem(.noObject, at: SourceLocation(file: "/h/c.json", line: 2, column: 3))
    #expect(problem.description(file: "~/c.json") == "~/c.json:2:3: the config must be an object in braces")
    #expect(
      ConfigProblem(.includeCircle, file: "f", line: 2).description
        == "f: this include leads back to a file that includes it")
  }

  @Test(
    arguments: [
      ("${A}", "1"), ("x${A}y${A}z", "x1y1z"), ("$A", "$A"), ("${a}", "${a}"), ("${}", "${}"), ("${A", "${A"),
      ("${1A}", "${1A}"), ("${A_1}", "2"), ("${_A}", "3"), ("$$A", "$$A"), ("$${A}", "${A}"),
      ("$$${A}", "$${A}"),
      ("$${a}", "$${a}"), ("${A:-x}", "${A:-x}"), ("${ A }", "${ A }"), ("$", "$"), ("${A}$", "1$"),
      ("${Ä}", "${Ä}"), ("${NESTED}", "${A}"), ("\\u0024{A}", "1"),
    ] as [(String, String)])
  func `a reference in capitals is replaced once, and anything else stays`(text: String, value: String) throws
  {
    let document = try load(
      ["/h/c.json": "{ v: '\(text)' }"],
      environment: ["A": "1", "A_1": "2", "_A": "3", "NESTED": "${A}", "a": "no"]
    ).get()
    #expect(document.root["v"]?.string == value)
  }

  @Test func `references are replaced in lists and includes, and never in keys`() throws {
    let document = try load(
      ["/h/c.json": "{ '${A}': [['${A}'], { $include: 'x' }] }", "/h/x": "{ b: '${A}${GONE}' }"],
      environment: ["A": "1"]
    ).get()
    let list = document.root["${A}"]?.array
    #expect(list?[0].array?.first?.string == "1" && list?[1]["b"]?.string == "1${GONE}")
    #expect(document.referencedVariables == ["A", "GONE"])
    #expect(document.missingVariables == ["GONE": SourceLocation(file: "/h/x", line: 1, column: 6)])
  }

  @Test func `what stands beside vars goes before vars, and a blank value is none`() throws {
    let document = try load(
      ["/h/c.json": "{ env: { A: 'beside', B: ' ', vars: { A: 'vars', B: 'vars' } }, v: '${A}${B}' }"]
    ).get()
    #expect(document.variables == ["A": "beside", "B": "vars"])
    #expect(document.root["v"]?.string == "besidevars")
  }

  @Test func `the config's own variables are the texts of its env section and of vars within it`() throws {
    let document = try load(
      ["/h/c.json": "{ env: { vars: { A: 'vars', C: 5 }, B: 'b', shellEnv: { x: 'y' } }, v: '${A}${B}${C}' }"]
    ).get()
    #expect(document.variables == ["A": "vars", "B": "b"])
    #expect(document.root["v"]?.string == "varsb${C}" && document.missingVariables.keys.sorted() == ["C"])
  }
}
