import TestSupport
import Testing

@testable import OpenClaw

@Suite(.computing) struct JSON5ObjectTests {
  private func member(_ key: String, _ number: Double) -> JSON5Object.Member {
    let place = SourceLocation(file: "f", line: 1, column: 1)
    return .init(key: key, keyLocation: place, node: JSON5Node(.number(number), at: place))
  }

  /// Few members are looked through, many are kept in a table: both must answer alike.
  @Test(arguments: [1, 2, 11, 12, 13, 14, 40])
  func `members keep their order, and of equal keys the last value stands at the first place`(count: Int) {
    var object = JSON5Object()
    for index in 0..<count { object.set(member("k\(index)", Double(index))) }
    for index in 0..<count { object.set(member("k\(index)", Double(index + 100))) }
    #expect(object.members.map(\.key) == (0..<count).map { "k\($0)" })
    for index in 0..<count { #expect(object["k\(index)"]?.integer == index + 100, "\(index)") }
    #expect(object["k\(count)"] == nil && object["K0"] == nil)
  }

  @Test(arguments: [3, 13, 30]) func `without a key all others are found as before`(count: Int) {
    var object = JSON5Object()
    for index in 0..<count { object.set(member("k\(index)", Double(index))) }
    let rest = object.without("k1")
    #expect(rest.members.count == count - 1 && rest["k1"] == nil)
    #expect(rest["k0"]?.integer == 0 && rest["k\(count - 1)"]?.integer == count - 1)
    #expect(object.without("none").members.count == count)
  }

  @Test(arguments: [0, 20]) func `keys are told apart by their bytes`(others: Int) {
    var object = JSON5Object()
    for index in 0..<others { object.set(member("k\(index)", 0)) }
    object.set(member("B\u{FC}ro", 1))
    object.set(member("Bu\u{308}ro", 2))
    #expect(object.members.count == others + 2)
    #expect(object["B\u{FC}ro"]?.integer == 1 && object["Bu\u{308}ro"]?.integer == 2)
    #expect(object.without("B\u{FC}ro").members.count == others + 1)
  }

  @Test func `a value answers for its own kind alone`() throws {
    let node = try JSON5Parser.parse(
      "{ n: null, t: true, i: 5, f: 1.5, s: '5', a: [1], o: { p: { q: 7 } }, big: 1e30, neg: -0 }", file: "f")
    #expect(node["n"]?.isNull == true && node["t"]?.isNull == false && node["none"] == nil)
    #expect(node["t"]?.bool == true && node["i"]?.bool == nil && node["s"]?.integer == nil)
    #expect(node["f"]?.integer == nil && node["f"]?.number == 1.5 && node["big"]?.integer == nil)
    #expect(node["neg"]?.integer == 0 && node["a"]?.object == nil && node["o"]?.array == nil)
    #expect(node["o", "p", "q"]?.integer == 7 && node["o", "x", "q"] == nil && node["s", "p"] == nil)
    #expect(node["a"]?["0"] == nil)
  }

  @Test func `every value and key knows its place`() throws {
    let node = try JSON5Parser.parse("{\r\n  'a': [1,\n    {b: 2}],\r\tc: '😀', d: 4}", file: "f")
    func place(_ node: JSON5Node?) -> [Int]? { node.map { [$0.location.line, $0.location.column] } }
    #expect(place(node) == [1, 1] && place(node["a"]) == [2, 8])
    #expect(place(node["a"]?.array?[1]["b"]) == [3, 9])
    #expect(place(node["c"]) == [4, 5] && place(node["d"]) == [4, 13])
    let keys = node.object?.members.map { [$0.keyLocation.line, $0.keyLocation.column] }
    #expect(keys == [[2, 3], [4, 2], [4, 10]])
    #expect(node["d"]?.location.file == "f")
  }

  @Test func `of equal keys the place of the last one is told`() throws {
    let node = try JSON5Parser.parse("{ a: 1,\n a: 2 }", file: "f")
    #expect(node["a"]?.location.line == 2 && node.object?.members.first?.keyLocation.line == 2)
  }
}
