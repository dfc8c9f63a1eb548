import Foundation
import OpenClaw
import TestSupport
import Testing

/// What real OpenClaw code answers. Walks every case of every file in the folder, so that other files can be dropped in.
@Suite(.computing) struct VectorTests {
  @Test func `every case of every vector file is answered as OpenClaw does`() throws {
    var failures: [String] = []
    for url in try Fixtures.files(in: "vectors", extension: "json") {
      let file = try VectorFile(url)
      for vector in file.cases {
        if VectorExceptions.reason(for: vector) != nil { continue }
        guard let rule = VectorRules.all[vector.fn] else {
          failures.append("\(vector): no rule is known for this fn, and no exception names it")
          continue
        }
        if let difference = rule(vector) { failures.append("\(vector): \(difference)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }

  @Test func `a rule that answers wrongly is reported`() throws {
    let wrong = Vector(
      file: "made up", fn: "isValidProfileName", input: ["name": "work"], output: false)
    let rule = try #require(VectorRules.all[wrong.fn])
    #expect(rule(wrong) != nil)
  }
}
