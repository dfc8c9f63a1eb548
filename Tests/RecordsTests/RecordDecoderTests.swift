import FoundationEssentials
import Testing

@testable import Records

/// JSON from a file that may hold anything: nothing in it ends the program.
struct RecordDecoderTests {
  private struct Record: Decodable { var a: Int }

  @Test(arguments: [64, 65, 511, 512, 513, 5000], ["[1,", "[", "{\"a\":"])
  func `a text of brackets in brackets is no record`(count: Int, piece: String) {
    for end in ["", "1", "]", "x"] {
      let text = String(repeating: piece, count: count) + end
      let record = RecordDecoder.decode(Record.self, from: Array(text.utf8))
      #expect(record?.a == nil)
    }
  }

  @Test func `brackets in quotes are no depth`() {
    let text = #"{"b":"\"\#(String(repeating: "[", count: 600))\\","a":5}"#
    #expect(RecordDecoder.decode(Record.self, from: Array(text.utf8))?.a == 5)
  }
}
