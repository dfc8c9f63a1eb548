import Foundation

/// What the command line asks for.
struct FuzzOptions {
  struct Wrong: Error { var message: String }

  static let usage = """
    usage: gatehouse-fuzz list
           gatehouse-fuzz SOURCE|all [--runs N] [--seed S] [--from N] [--out DIR] [--faults N] [--jobs N] [--seconds S]
           gatehouse-fuzz SOURCE --replay FILE [--minimise]
           gatehouse-fuzz SOURCE --print N [--seed S]
    """

  var source = ""
  var runs = 2000
  var seed: UInt64 = 1
  /// The number of the first input.
  var from = 0
  var out = FileManager.default.temporaryDirectory.appending(path: "gatehouse-fuzz").path
  /// A source goes on until it has so many different faults.
  var faults = 1
  /// Sources that run at the same time.
  var jobs = 2
  /// An input that takes longer is a fault.
  var seconds = 5.0
  var replay: String?
  var minimises = false
  var print: Int?
  /// The shared file, of a child.
  var child: String?

  init(_ arguments: [String]) throws(Wrong) {
    var rest = arguments[...]
    guard let first = rest.popFirst(), !first.hasPrefix("-") else { throw Wrong(message: Self.usage) }
    source = first
    while let option = rest.popFirst() {
      if option == "--minimise" {
        minimises = true
        continue
      }
      guard let value = rest.popFirst() else {
        throw Wrong(message: "\(option) takes a value\n\(Self.usage)")
      }
      switch option {
      case "--runs": runs = try Self.number(option, value)
      case "--seed": seed = try Self.number(option, value)
      case "--from": from = try Self.number(option, value)
      case "--out": out = value
      case "--faults": faults = max(1, try Self.number(option, value))
      case "--jobs": jobs = max(1, try Self.number(option, value))
      case "--seconds": seconds = try Self.number(option, value)
      case "--replay": replay = value
      case "--print": print = try Self.number(option, value)
      case "--child": child = value
      default: throw Wrong(message: "\(option) is no option\n\(Self.usage)")
      }
    }
  }

  private static func number<Number: LosslessStringConvertible>(
    _ option: String, _ text: String
  ) throws(Wrong) -> Number {
    guard let number = Number(text) else { throw Wrong(message: "\(option) takes a number") }
    return number
  }
}
