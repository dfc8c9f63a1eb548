/// A JSON5 value together with the place it was read from.
public struct JSON5Node: Sendable {
  public var value: JSON5Value
  public var location: SourceLocation

  public init(_ value: JSON5Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// A JSON5 value. Numbers are doubles, as in JavaScript.
public enum JSON5Value: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON5Node])
  case object(JSON5Object)
}

/// The members of an object in the order of the file. Of equal keys the last wins, as in JavaScript.
public struct JSON5Object: Sendable {
  public struct Member: Sendable {
    public var key: String
    public var keyLocation: SourceLocation
    public var node: JSON5Node

    public init(key: String, keyLocation: SourceLocation, node: JSON5Node) {
      self.key = key
      self.keyLocation = keyLocation
      self.node = node
    }
  }

  public private(set) var members: [Member] = []
  private var indices: [String: Int] = [:]

  public init() {}

  public subscript(key: String) -> JSON5Node? {
    indices[key].map { members[$0].node }
  }

  public mutating func set(_ member: Member) {
    if let index = indices[member.key] {
      members[index] = member
    } else {
      indices[member.key] = members.count
      members.append(member)
    }
  }

  /// The same object without `key`.
  public func without(_ key: String) -> JSON5Object {
    var rest = JSON5Object()
    for member in members where member.key != key { rest.set(member) }
    return rest
  }
}

extension JSON5Node {
  /// The member at a path of keys, or nil where a step is missing or no object.
  public subscript(path: String...) -> JSON5Node? {
    var node: JSON5Node? = self
    for key in path { node = node?.object?[key] }
    return node
  }

  public var object: JSON5Object? {
    if case .object(let object) = value { object } else { nil }
  }

  public var array: [JSON5Node]? {
    if case .array(let nodes) = value { nodes } else { nil }
  }

  public var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  public var number: Double? {
    if case .number(let number) = value { number } else { nil }
  }

  /// A whole number that an `Int` holds exactly.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  public var bool: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  public var isNull: Bool {
    if case .null = value { true } else { false }
  }
}
