/// An OpenClaw release: year, month, number of the month, e.g. 2026.2.26.
///
/// Numbers from 33 on are an older line that is still cared for ("LTS"): 2026.9.37 is younger than 2026.10.9, so the order of
/// versions is the order of what is in them, and says nothing of dates (`isNewer(than:)`).
public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The year of the release's line: 2026 in 2026.2.26.
  public var year: Int
  /// The month of the release's line: 2 in 2026.2.26.
  public var month: Int
  /// The release in that month: 26 in 2026.2.26. From 33 on an older line that is still cared for.
  public var number: Int

  /// Year, month and number, unchecked.
  public init(_ year: Int, _ month: Int, _ number: Int) {
    self.year = year
    self.month = month
    self.number = number
  }

  /// Reads `2026.2.26`, also with a leading `v` and with a suffix such as `-beta.1`; nil for anything else ("dev").
  public init?(_ text: String) {
    var core = Substring(text)
    if core.first == "v" { core = core.dropFirst() }
    core = core.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let parts = core.parts(at: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let number = parts[2],
      year >= 2000
    else { return nil }
    self.init(year, month, number)
  }

  /// By year, month and number: the order of what is in the releases, not of their dates.
  public static func < (a: Version, b: Version) -> Bool {
    (a.year, a.month, a.number) < (b.year, b.month, b.number)
  }

  /// The first number of the lines that go on beside newer months.
  private static let firstOfOldLines = 33

  private var isOfOldLine: Bool { number >= Self.firstOfOldLines }

  /// Whether this release came after another one; nil where two lines went on beside each other, which no number tells.
  public func isNewer(than other: Version) -> Bool? {
    if isOfOldLine == other.isOfOldLine || (year, month) == (other.year, other.month) { return self > other }
    return nil
  }

  /// `2026.2.26`, without a `v` and without a suffix.
  public var description: String { "\(year).\(month).\(number)" }
}
