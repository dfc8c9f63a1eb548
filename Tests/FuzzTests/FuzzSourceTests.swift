import TestSupport
import Testing

@testable import gatehouse_fuzz

/// What all sources have in common.
@Suite(.computing) struct FuzzSourceTests {
  @Test func `every source has a name of its own, a text and a corpus`() {
    #expect(Set(FuzzSource.all.map(\.name)).count == FuzzSource.all.count)
    for source in FuzzSource.all {
      #expect(FuzzSource.named(source.name)?.name == source.name)
      #expect(
        !source.about.isEmpty && !source.corpus().isEmpty && !source.dictionary.isEmpty, "\(source.name)")
    }
    #expect(FuzzSource.named("nothing") == nil)
  }

  @Test(arguments: FuzzSource.all.map(\.name)) func `the texts that a source begins with hold`(name: String)
    throws
  {
    let source = try #require(FuzzSource.named(name))
    for (place, text) in source.corpus().prefix(12).enumerated() {
      #expect(throws: Never.self, "text \(place)") { try source.run(text) }
    }
  }

  @Test func `a planted secret counts only where a config has it`() {
    let secret = PlantedSecret.text
    for (text, isInPlace) in [
      ("{ token: \"\(secret)\" }", true), ("{ password: '\(secret)', a: 1 }", true),
      ("{ token: '\(secret)\" }", false),
      ("{ token: \"\(secret)\": 1 }", false), ("{ mode: \"\(secret)\" }", false),
      ("{ token: '\(secret)', \(secret): 1 }", false),
      ("{}", false), ("token: \"\(secret.dropLast())\"", false), ("token: \"\(secret)", false),
    ] { #expect(PlantedSecret.isInPlace(Array(text.utf8)) == isInPlace, "\(text)") }
  }

  @Test func `several files stand in one input`() {
    let map = FileMap(Array("a\n@@ x.conf\nb\nc\n@@ /y\n@@ x.conf\nd".utf8))
    #expect(map.main == "a\n")
    #expect(map.texts["x.conf"] == "d")
    #expect(map.files == ["/y": ""])
    #expect(map.names == ["", "x.conf", "/y"])
    #expect(FileMap([]).main == "")
    #expect(FileMap(Array("@@ env\nA=1\nB\nC=a=b".utf8)).variables("env") == ["A": "1", "C": "a=b"])
  }

  @Test func `bytes are found where they are`() {
    let bytes = Array("abcabd".utf8)
    #expect(bytes.firstPlace(of: Array("abd".utf8), from: 0) == 3)
    #expect(bytes.firstPlace(of: Array("ab".utf8), from: 1) == 3)
    #expect(bytes.firstPlace(of: Array("abd".utf8), from: 4) == nil)
    #expect(!bytes.holds(Array("abcabda".utf8)) && !bytes.holds([]) && ![UInt8]().holds([1]))
  }
}
