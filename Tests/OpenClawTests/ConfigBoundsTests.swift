import TestSupport
import Testing

@testable import OpenClaw

/// Configs that are small to write and would take minutes or gigabytes to read.
@Suite(.computing) struct ConfigBoundsTests {
  private func load(_ files: [String: String], environment: [String: String] = [:]) throws(ConfigProblem)
    -> ConfigDocument
  {
    try ConfigDocument.load(path: "/c/openclaw.json", environment: environment) { path in
      files[path].map { .success($0) } ?? .failure(ConfigReadFailure("no such file"))
    }
  }

  private func fault(_ files: [String: String], environment: [String: String] = [:]) -> ConfigFault? {
    do throws(ConfigProblem) {
      _ = try load(files, environment: environment)
      return nil
    } catch {
      return error.fault
    }
  }

  @Test func `references without an end are read once, not once for each of them`() throws {
    let text = String(repeating: "${A", count: 40_000)
    let document = try load(["/c/openclaw.json": "{ note: '\(text)' }"])
    #expect(document.root["note"]?.string == text)
    #expect(document.referencedVariables.isEmpty)
  }

  @Test(arguments: [
    ("${A}", "a"), ("x${A}y${B}z", "xay${B}z"), ("$${A}", "${A}"), ("$$${A}", "$${A}"), ("${A", "${A"),
    ("${a}", "${a}"), ("${1A}", "${1A}"), ("${}", "${}"), ("$A", "$A"), ("${A }", "${A }"), ("$", "$"),
    ("${_X9}", "u"), ("ä${A}ö", "äaö"), ("${A}}", "a}"), ("${${A}}", "${a}"),
  ])
  func `a reference is a name in braces, and nothing else`(text: String, filled: String) throws {
    let document = try load(["/c/openclaw.json": "{ x: '\(text)' }"], environment: ["A": "a", "_X9": "u"])
    #expect(document.root["x"]?.string == filled)
  }

  @Test func `a text that its variables would make longer than 1 MB is refused`() {
    let bomb = String(repeating: "${A}", count: 20_000)
    let own = "{ env: { vars: { A: '\(String(repeating: "x", count: 4096))' } }, note: '\(bomb)' }"
    #expect(fault(["/c/openclaw.json": own]) == .expansionTooLong(limit: 1 << 20))
  }

  @Test func `all texts together may not become longer than 16 MB`() {
    let bomb = String(repeating: "'\(String(repeating: "${A}", count: 200))',", count: 100)
    let value = ["A": String(repeating: "x", count: 4096)]
    #expect(
      fault(["/c/openclaw.json": "{ list: [\(bomb)] }"], environment: value)
        == .expansionTooLong(limit: 16 << 20))
  }

  @Test func `a long text with a dollar sign that nothing is filled into stays`() throws {
    let text = "$" + String(repeating: "x", count: (1 << 20) + 1)
    #expect(try load(["/c/openclaw.json": "{ x: '\(text)' }"]).root["x"]?.string == text)
  }

  @Test func `more than 500000 values are refused`() {
    let many = String(repeating: "1,", count: 600_000)
    #expect(fault(["/c/openclaw.json": "{ list: [\(many)] }"]) == .syntax(.tooManyValues(limit: 500_000)))
  }

  @Test func `an included file is read once, and its values count wherever it stands`() {
    let names = "'./big.json5', './big.json5'"
    let big = "[\(String(repeating: "1,", count: 260_000))]"
    #expect(
      fault(["/c/openclaw.json": "{ list: { $include: [\(names)] } }", "/c/big.json5": big])
        == .tooManyValues(limit: 500_000))
  }

  @Test func `the same small file may be included many times`() throws {
    let names = Array(repeating: "'./one.json5'", count: 150).joined(separator: ",")
    let document = try load([
      "/c/openclaw.json": "{ list: { $include: [\(names)] } }", "/c/one.json5": "[1]",
    ])
    #expect(document.root["list"]?.array?.count == 150)
    #expect(document.files == ["/c/openclaw.json", "/c/one.json5"])
  }

  @Test func `the files of a config may be 16 MB together`() {
    let filler = "// " + String(repeating: "x", count: 17 << 20)
    #expect(
      fault(["/c/openclaw.json": "{ list: { $include: './f.json5' } }", "/c/f.json5": filler])
        == .tooLarge(limit: 16 << 20))
  }

  @Test func `an included file that cannot be read is told where it is included`() {
    var found: ConfigProblem?
    do throws(ConfigProblem) {
      _ = try load(["/c/openclaw.json": "{\n  a: { $include: './no.json5' } }"])
    } catch {
      found = error
    }
    #expect(found?.fault == .includeUnreadable(ConfigReadFailure("no such file")))
    #expect(found?.file == "/c/openclaw.json" && found?.line == 2)
  }
}
