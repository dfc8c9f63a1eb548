/// The screen of a terminal, as far as ncurses uses `xterm-256color`. What it does not know is collected, so that a test can
/// insist that there is nothing.
struct TerminalEmulator {
  private(set) var width: Int
  private(set) var height: Int
  private var cells: [[Character]]
  private var x = 0
  private var y = 0
  private var saved = (0, 0)
  private var top = 0
  private var bottom: Int
  private var pending: [UInt8] = []
  private(set) var unknown: [String] = []
  private(set) var isAlternate = false
  private(set) var isCursorShown = true
  /// Whether the keypad sends its application form: Home as `ESC O H`, not `ESC [ H`.
  private(set) var isKeypadOn = false
  private(set) var isMouseOn = false
  /// All OSC strings that came.
  private(set) var commands: [String] = []

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bottom = height - 1
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  var text: String { cells.map { String($0.filter { $0 != "\0" }) }.joined(separator: "\n") }

  mutating func resize(width: Int, height: Int) {
    self = {
      var next = TerminalEmulator(width: width, height: height)
      next.isAlternate = isAlternate
      next.isCursorShown = isCursorShown
      next.isKeypadOn = isKeypadOn
      next.isMouseOn = isMouseOn
      next.pending = pending
      next.commands = commands
      next.unknown = unknown
      return next
    }()
  }

  mutating func feed(_ bytes: [UInt8]) {
    pending += bytes
    while !pending.isEmpty, step() {}
  }

  /// Takes one character or sequence; false where it is not whole yet.
  private mutating func step() -> Bool {
    let first = pending[0]
    if first == 0x1B { return escape() }
    if first < 0x20 || first == 0x7F {
      pending.removeFirst()
      control(first)
      return true
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard pending.count >= length else { return false }
    let character = Character(String(decoding: pending[..<length], as: UTF8.self))
    pending.removeFirst(length)
    put(character)
    return true
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 8: x = max(0, x - 1)
    case 9: x = min(width - 1, (x / 8 + 1) * 8)
    case 10: lineFeed()
    case 13: x = 0
    default: return
    }
  }

  private mutating func lineFeed() {
    if y == bottom {
      cells.remove(at: top)
      cells.insert(Array(repeating: " ", count: width), at: bottom)
    } else {
      y = min(height - 1, y + 1)
    }
  }

  private mutating func put(_ character: Character) {
    let value = character.unicodeScalars.first?.value ?? 0
    let columns =
      (0x1100...0x115F).contains(value) || (0x2E80...0xD7A3).contains(value) || value >= 0x1F300 ? 2 : 1
    if x + columns > width {
      x = 0
      lineFeed()
    }
    cells[y][x] = character
    if columns == 2, x + 1 < width { cells[y][x + 1] = "\0" }
    x = min(width, x + columns)
  }

  private mutating func escape() -> Bool {
    guard pending.count > 1 else { return false }
    switch pending[1] {
    case UInt8(ascii: "["):
      guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        return false
      }
      let body = String(decoding: pending[2..<end], as: UTF8.self)
      let final = Character(Unicode.Scalar(pending[end]))
      pending.removeFirst(end + 1)
      sequence(body, final)
    case UInt8(ascii: "]"):
      guard let end = pending.firstIndex(of: 7) else { return false }
      commands.append(String(decoding: pending[2..<end], as: UTF8.self))
      pending.removeFirst(end + 1)
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      guard pending.count > 2 else { return false }
      pending.removeFirst(3)
    default:
      let letter = pending[1]
      pending.removeFirst(2)
      switch letter {
      case UInt8(ascii: "7"): saved = (x, y)
      case UInt8(ascii: "8"): (x, y) = saved
      case UInt8(ascii: "="), UInt8(ascii: ">"): break
      case UInt8(ascii: "M"): if y == top { scroll(isUp: false) } else { y = max(0, y - 1) }
      default: unknown.append("ESC \(Character(Unicode.Scalar(letter)))")
      }
    }
    return true
  }

  private mutating func sequence(_ body: String, _ final: Character) {
    if body.hasPrefix("?") { return mode(body.dropFirst(), final) }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch final {
    case "H", "f":
      y = clamp(first - 1, height)
      x = clamp((numbers.count > 1 ? numbers[1] : 1) - 1, width)
    case "A": y = max(0, y - count)
    case "B": y = min(height - 1, y + count)
    case "C": x = min(width - 1, x + count)
    case "D": x = max(0, x - count)
    case "G", "`": x = clamp(count - 1, width)
    case "d": y = clamp(count - 1, height)
    case "J": eraseScreen(first)
    case "K": eraseLine(first)
    case "X": for column in x..<min(width, x + count) { cells[y][column] = " " }
    case "P":
      cells[y].removeSubrange(x..<min(width, x + count))
      cells[y] += Array(repeating: " ", count: width - cells[y].count)
    case "@":
      cells[y].insert(contentsOf: Array(repeating: " ", count: count), at: x)
      cells[y].removeLast(cells[y].count - width)
    case "L", "M": shiftLines(count, isInsert: final == "L")
    case "S": for _ in 0..<count { scroll(isUp: true) }
    case "T": for _ in 0..<count { scroll(isUp: false) }
    case "b":
      let last = x > 0 ? cells[y][x - 1] : " "
      for _ in 0..<count { put(last) }
    case "r":
      top = clamp(max(1, first) - 1, height)
      bottom = clamp((numbers.count > 1 && numbers[1] > 0 ? numbers[1] : height) - 1, height)
      (x, y) = (0, 0)
    case "m", "h", "l", "t", "n", "c": break
    default: unknown.append("CSI \(body)\(final)")
    }
  }

  private mutating func mode(_ body: Substring, _ final: Character) {
    let isOn = final == "h"
    for number in body.split(separator: ";") {
      switch number {
      case "1049":
        isAlternate = isOn
        cells = Array(repeating: Array(repeating: " ", count: width), count: height)
      case "25": isCursorShown = isOn
      case "1": isKeypadOn = isOn
      case "1000": isMouseOn = isOn
      case "7", "12", "1006", "2004", "1034": break
      default: unknown.append("CSI ?\(number)\(final)")
      }
    }
  }

  private func clamp(_ value: Int, _ limit: Int) -> Int { min(max(value, 0), limit - 1) }

  private mutating func eraseLine(_ kind: Int) {
    let range = kind == 0 ? x..<width : kind == 1 ? 0..<min(width, x + 1) : 0..<width
    for column in range { cells[y][column] = " " }
  }

  private mutating func eraseScreen(_ kind: Int) {
    let blank = Array(repeating: Character(" "), count: width)
    if kind == 0 { eraseLine(0) }
    if kind == 1 { eraseLine(1) }
    for row in 0..<height where kind >= 2 || (kind == 0 && row > y) || (kind == 1 && row < y) {
      cells[row] = blank
    }
  }

  private mutating func shiftLines(_ count: Int, isInsert: Bool) {
    let blank = Array(repeating: Character(" "), count: width)
    for _ in 0..<count where y <= bottom {
      if isInsert {
        cells.remove(at: bottom)
        cells.insert(blank, at: y)
      } else {
        cells.remove(at: y)
        cells.insert(blank, at: bottom)
      }
    }
  }

  private mutating func scroll(isUp: Bool) {
    let blank = Array(repeating: Character(" "), count: width)
    cells.remove(at: isUp ? top : bottom)
    cells.insert(blank, at: isUp ? bottom : top)
  }
}
