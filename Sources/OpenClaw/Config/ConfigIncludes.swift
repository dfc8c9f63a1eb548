/// `$include`: a file, or several merged in order, in the place of an object; sibling keys win over it.
struct ConfigIncludes {
  static let depthLimit = 10
  /// Included files of one config; more are refused, because files that include each other many times would take too long.
  static let loadLimit = 200
  /// Bytes of a config and of all files that it includes, each counted once: 16 MB.
  static let sizeLimit = 16 << 20
  static let key = "$include"

  let roots: [String]
  let read: ConfigDocument.Reader
  private(set) var files: [String] = []
  /// Whether nothing that was read can hold a reference.
  private(set) var isPlain = true
  private var loads = 0
  private var size = 0
  /// How many values the merged config may have at most: those of a file count wherever it is included.
  private var values = 0
  private var parsed: [ByteText: Parsed] = [:]

  /// A file that is read once, however often it is included.
  private struct Parsed {
    var node: JSON5Node
    var values: Int
    var isPlain: Bool
  }

  init(roots: [String], read: @escaping ConfigDocument.Reader) {
    self.roots = roots
    self.read = read
  }

  /// Reads a file with all that it includes.
  /// - Parameter stack: the files that are being read, outermost first.
  mutating func file(_ path: String, stack: [String]) throws(ConfigProblem) -> JSON5Node {
    let file = try parse(path)
    values += file.values
    guard values <= JSON5Parser.valueLimit else {
      throw ConfigProblem(.tooManyValues(limit: JSON5Parser.valueLimit), file: path)
    }
    if file.isPlain { return file.node }
    isPlain = false
    return try expand(file.node, stack: stack + [path])
  }

  private mutating func parse(_ path: String) throws(ConfigProblem) -> Parsed {
    if let known = parsed[path.bytes] { return known }
    files.append(path)
    let text: String
    switch read(path) {
    case .success(let content): text = content
    case .failure(let failure): throw ConfigProblem(.unreadable(failure), file: path)
    }
    size += text.utf8.count
    guard size <= Self.sizeLimit else { throw ConfigProblem(.tooLarge(limit: Self.sizeLimit), file: path) }
    do throws(JSON5Error) {
      let (node, values) = try JSON5Parser.counted(text, file: path)
      // Without a dollar sign, and without an escape that could stand for one, nothing in it is to be replaced.
      let file = Parsed(node: node, values: values, isPlain: !text.holds("$") && !text.holds("\\"))
      parsed[path.bytes] = file
      return file
    } catch {
      throw ConfigProblem(.syntax(error.problem), at: error.location)
    }
  }

  private mutating func expand(_ node: JSON5Node, stack: [String]) throws(ConfigProblem) -> JSON5Node {
    switch node.value {
    case .array(let items):
      var expanded: [JSON5Node] = []
      for item in items { expanded.append(try expand(item, stack: stack)) }
      return JSON5Node(.array(expanded), at: node.location)
    case .object(let object):
      return try expand(object, of: node, stack: stack)
    default:
      return node
    }
  }

  private mutating func expand(
    _ object: JSON5Object, of node: JSON5Node, stack: [String]
  ) throws(ConfigProblem) -> JSON5Node {
    var rest = JSON5Object()
    for member in object.members where member.key != Self.key {
      var member = member
      member.node = try expand(member.node, stack: stack)
      rest.set(member)
    }
    guard let include = object[Self.key] else {
      return JSON5Node(.object(rest), at: node.location)
    }
    let included = try self.included(include, stack: stack)
    if rest.members.isEmpty { return included }
    guard included.object != nil else {
      throw ConfigProblem(.keysBesideInclude, at: include.location)
    }
    return Self.merge(included, JSON5Node(.object(rest), at: node.location))
  }

  private mutating func included(
    _ include: JSON5Node, stack: [String]
  ) throws(ConfigProblem) -> JSON5Node {
    let names = include.array ?? [include]
    var merged: JSON5Node?
    for name in names {
      guard let path = name.string else {
        throw ConfigProblem(.includeWithoutName, at: name.location)
      }
      let node = try load(path, from: name, stack: stack)
      merged = merged.map { Self.merge($0, node) } ?? node
    }
    return merged ?? JSON5Node(.object(JSON5Object()), at: include.location)
  }

  private mutating func load(
    _ name: String, from node: JSON5Node, stack: [String]
  ) throws(ConfigProblem) -> JSON5Node {
    let path = UserPath.absolute(name, workingDirectory: UserPath.parent(node.location.file))
    guard roots.contains(where: { path.begins(with: $0 == "/" ? $0 : $0 + "/") }) else {
      throw ConfigProblem(.includeOutside, at: node.location)
    }
    if stack.contains(path) {
      throw ConfigProblem(.includeCircle, at: node.location)
    }
    if stack.count > Self.depthLimit {
      throw ConfigProblem(.includesTooDeep(limit: Self.depthLimit), at: node.location)
    }
    loads += 1
    if loads > Self.loadLimit {
      throw ConfigProblem(.tooManyIncludes(limit: Self.loadLimit), at: node.location)
    }
    do throws(ConfigProblem) {
      return try file(path, stack: stack)
    } catch {
      // Of a file that cannot be read the place that includes it is told.
      if case .unreadable(let failure) = error.fault, error.file.isSameBytes(as: path) {
        throw ConfigProblem(.includeUnreadable(failure), at: node.location)
      }
      throw error
    }
  }

  /// Objects are merged, arrays joined, anything else is replaced by the later one.
  private static func merge(_ base: JSON5Node, _ over: JSON5Node) -> JSON5Node {
    if let first = base.array, let second = over.array {
      return JSON5Node(.array(first + second), at: over.location)
    }
    guard var merged = base.object, let second = over.object else { return over }
    for member in second.members {
      var member = member
      if let first = merged[member.key] { member.node = merge(first, member.node) }
      merged.set(member)
    }
    return JSON5Node(.object(merged), at: over.location)
  }
}
