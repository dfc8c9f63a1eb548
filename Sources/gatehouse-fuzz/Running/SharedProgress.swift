import Glibc

/// What a child has come to, in a file that it shares with its parent: it outlives any death of the child.
final class SharedProgress {
  struct Unusable: Error { var reason: String }

  private enum Place {
    static let begun = 0
    static let ended = 8
    static let index = 16
    static let length = 24
    static let slowest = 32
    static let slowestSize = 40
    static let slowestIndex = 48
    static let peak = 56
    static let started = 64
    static let computed = 72
    static let messageLength = 80
    static let message = 128
    static let input = 4096
  }

  private static let messageLimit = Place.input - Place.message
  private static let size = Place.input + InputSize.most

  private let memory: UnsafeMutableRawPointer

  /// Makes the file where it is missing.
  init(path: String) throws(Unusable) {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Unusable(reason: "\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    guard ftruncate(file, off_t(Self.size)) == 0,
      let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
    else { throw Unusable(reason: "\(path) cannot be mapped") }
    self.memory = memory
  }

  deinit { munmap(memory, Self.size) }

  private func number(_ place: Int) -> Int { memory.load(fromByteOffset: place, as: Int.self) }

  private func set(_ place: Int, _ value: Int) {
    memory.storeBytes(of: value, toByteOffset: place, as: Int.self)
  }

  /// Inputs that were begun.
  var begun: Int { number(Place.begun) }
  /// Inputs that were survived.
  var ended: Int { number(Place.ended) }
  /// The number of the input at hand.
  var index: Int { number(Place.index) }
  /// Nanoseconds of the slowest input.
  var slowest: Int { number(Place.slowest) }
  var slowestSize: Int { number(Place.slowestSize) }
  var slowestIndex: Int { number(Place.slowestIndex) }
  /// What the child had computed before the input at hand, in nanoseconds.
  var started: Int { number(Place.started) }
  /// What it had computed behind the last input that was survived.
  var computed: Int { number(Place.computed) }
  /// Kilobytes that the child had resident at most.
  var peak: Int { number(Place.peak) }

  /// The input at hand.
  var input: [UInt8] { bytes(Place.input, number(Place.length)) }

  /// What did not hold of the input at hand; nil where nothing was said.
  var fault: String? {
    let message = bytes(Place.message, number(Place.messageLength))
    return message.isEmpty ? nil : String(decoding: message, as: UTF8.self)
  }

  private func bytes(_ place: Int, _ count: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: memory + place, count: max(0, min(count, Self.size - place))))
  }

  /// For another child.
  func clear() { memset(memory, 0, Place.input) }

  func begin(_ index: Int, _ input: [UInt8], computed: Double) {
    let input = input.prefix(InputSize.most)
    UnsafeMutableRawBufferPointer(start: memory + Place.input, count: InputSize.most).copyBytes(from: input)
    set(Place.length, input.count)
    set(Place.index, index)
    set(Place.started, Int(computed * 1e9))
    set(Place.begun, begun + 1)
  }

  func end(size: Int, computed: Double) {
    set(Place.ended, ended + 1)
    set(Place.computed, Int(computed * 1e9))
    let nanoseconds = self.computed - started
    if nanoseconds > slowest {
      set(Place.slowest, nanoseconds)
      set(Place.slowestSize, size)
      set(Place.slowestIndex, index)
    }
  }

  func note(peak: Int) { set(Place.peak, peak) }

  func note(fault: String) {
    let message = Array(fault.utf8.prefix(Self.messageLimit))
    UnsafeMutableRawBufferPointer(start: memory + Place.message, count: Self.messageLimit).copyBytes(
      from: message)
    set(Place.messageLength, message.count)
  }
}
