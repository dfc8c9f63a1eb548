/// Something that Gatehouse reads from outside, and what must hold of it whatever it is given.
struct FuzzSource: Sendable {
  /// As the command line has it.
  var name: String
  /// What is read, in a few words.
  var about: String
  /// Texts as they are found, from which all others are made.
  var corpus: @Sendable () -> [[UInt8]]
  /// Words that mean something there.
  var dictionary: [String] = []
  /// A run counts as so many: for sources that do much with one input.
  var cost = 1
  /// No input is larger.
  var largest = InputSize.most
  /// Reads an input, and says what did not hold. A trap is a fault too.
  var run: @Sendable ([UInt8]) throws(FuzzFault) -> Void
}
