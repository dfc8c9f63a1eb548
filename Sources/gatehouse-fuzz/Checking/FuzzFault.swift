/// Something that must hold of whatever is read, and did not.
struct FuzzFault: Error, Equatable {
  /// What did not hold, for a person. Begins with words that are the same for every input with this fault.
  var message: String

  init(_ message: String) { self.message = message }
}
