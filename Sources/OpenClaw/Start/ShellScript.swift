/// The simple commands of a shell script in their order, with what is known of its variables at each of them.
///
/// No shell: conditions are not decided. What stands in a branch or a loop is looked at as if it ran, and what it would assign
/// is not known afterwards.
struct ShellScript {
  typealias Command = ShellCommand
  typealias File = ShellFile

  static let depthLimit = 6
  /// A script of more commands is not followed.
  static let commandLimit = 1000
  /// A file of variables that says nothing of OpenClaw is read up to this many bytes.
  static let sizeLimit = 16 << 10
  let home: String
  /// Where the script is started.
  let directory: String
  let read: (String) -> File
  var commands: [Command] = []
  var variables: ShellVariables
  var arguments: [String]
  var openBecause: String?
  var workingDirectory: String?
  /// The bodies of functions: what they do depends on when they are called.
  var bodies: [String: [ShellWords.Token]] = [:]
  var budget = ShellBudget()
  /// What all scripts of one command line share.
  let shared: StartBudget
  /// Whether a person sits at the shell (`-i`).
  var isInteractive = false
  var flow = ShellFlow()

  /// - Parameters:
  ///   - environment: what the shell is started with.
  ///   - arguments: `$0`, `$1`, …
  init(
    environment: [String: String], arguments: [String], home: String, directory: String,
    shared: StartBudget, read: @escaping (String) -> File
  ) {
    variables = ShellVariables(environment)
    self.arguments = arguments
    self.home = home
    self.directory = directory
    self.shared = shared
    self.read = read
  }

  /// Names that came with the environment: what is assigned to them goes on to what the script starts.
  mutating func inherit(_ names: some Sequence<String>) { variables.inherit(names) }

  /// - Returns: false where the text cannot be read as a shell's.
  @discardableResult
  mutating func run(_ text: String) -> Bool {
    guard shared.spend(.text, text.utf8.count), let tokens = ShellWords.tokens(text) else { return false }
    run(tokens[...])
    return true
  }

  mutating func run(_ tokens: ArraySlice<ShellWords.Token>) {
    var words: [[ShellWords.Piece]] = []
    var isFile = false
    var place = tokens.startIndex
    lazy var brackets = ShellBrackets(tokens)
    while place < tokens.endIndex, !flow.hasReturned, !flow.hasEnded, !shared.isSpent {
      if let (name, body, end) = ShellFunction.begin(
        words, at: place, of: tokens, closing: { brackets.end(of: $0) })
      {
        bodies[name] = body
        place = end
        words = []
        continue
      }
      let token = tokens[place]
      place += 1
      switch token {
      case .word(let pieces):
        if isFile { isFile = false } else { words.append(pieces) }
      case .redirection:
        // `<(…)` is a file that nobody knows.
        if place < tokens.endIndex, tokens[place] == .sign("("), let end = brackets.end(of: place) {
          words.append([.open(String(StartCommand.unknown), isQuoted: false)])
          place = end
        } else {
          isFile = true
        }
      case .sign(let sign):
        if let name = flow.arrayName {
          // Lines of an array's values.
          if sign != ")" { continue }
          endArray(name, words)
          words = []
          continue
        }
        if sign == "(", arrayBegins(words.last) {
          words = []
          continue
        }
        carryOut(words)
        words = []
        isFile = false
        flow.isGuarded = sign == "||" || sign == "&&" && (!flow.wasSure || flow.isGuarded)
        // A `)` alone ends a pattern of `case`.
        if sign == "(" {
          flow.depth += 1
          flow.brackets += 1
        }
        if sign == ")", flow.brackets > 0 {
          flow.depth = max(0, flow.depth - 1)
          flow.brackets -= 1
        }
      }
    }
    if !flow.hasReturned, !flow.hasEnded { carryOut(words) }
  }

  var expansion: ShellExpansion {
    ShellExpansion(
      home: home, variables: variables.values, arrays: variables.arrays, arguments: arguments,
      workingDirectory: workingDirectory, isOpen: openBecause != nil)
  }

  /// `NAME=(`, or `NAME+=(`, which goes on.
  private mutating func arrayBegins(_ word: [ShellWords.Piece]?) -> Bool {
    guard let text = word.flatMap(ShellExpansion.plain), text.ends(with: "="), text.utf8.count > 1 else {
      return false
    }
    flow.isArrayAppended = text.ends(with: "+=")
    flow.arrayName = String(text.dropLast(flow.isArrayAppended ? 2 : 1))
    return true
  }

  private mutating func endArray(_ name: String, _ words: [[ShellWords.Piece]]) {
    let values = expansion.expand(all: words) ?? [ShellVariables.unknown]
    shared.spend(.words, ShellExpansion.size(values))
    variables.assign(name, array: values, appends: flow.isArrayAppended, isCertain: flow.isCertain)
    flow.arrayName = nil
  }

  /// Carries out the body of a function with the words of its call.
  mutating func call(_ body: [ShellWords.Token], _ words: [String]) {
    guard flow.calls < Self.depthLimit, budget.calls > 0 else {
      openBecause = "its functions call each other"
      return
    }
    budget.calls -= 1
    shared.spend(.text, body.count)
    let outer = (arguments, flow.mayHaveReturned)
    arguments = [arguments.first ?? "sh"] + words.dropFirst()
    flow.calls += 1
    run(body[...])
    flow.calls -= 1
    (arguments, flow.mayHaveReturned) = outer
    flow.hasReturned = false
  }

  // MARK: Statements
}
