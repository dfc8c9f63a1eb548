/// One step of what a hostile gateway does on a connection.
enum HostileSaying: Sendable {
  case bytes([UInt8])
  /// The same bytes so many times, as fast as they are taken; without end where nil.
  case flood([UInt8], times: Int? = nil)
  /// One piece after another, with so many seconds before each; then from the beginning again where it repeats.
  case slowly([[UInt8]], seconds: Double, repeats: Bool = false)
  /// Reads nothing more of what it is told.
  case stopsReading
  case hangsUp
  /// Nobody listens on the port any more, and this connection ends.
  case leavesPort
}
