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
  /// Built where there are many members: of a few each is looked at.
  private var indices: [ByteText: Int] = [:]
  private static let few = 12

  public init() {}

  public subscript(key: String) -> JSON5Node? {
    index(of: key).map { members[$0].node }
  }

  private func index(of key: String) -> Int? {
    members.count <= Self.few ? members.firstIndex { $0.key.isSameBytes(as: key) } : indices[key.bytes]
  }

  public mutating func set(_ member: Member) {
    if let index = index(of: member.key) {
      members[index] = member
      return
    }
    members.append(member)
    if members.count == Self.few + 1 {
      for (index, member) in members.enumerated() { indices[member.key.bytes] = index }
    } else if members.count > Self.few {
      indices[member.key.bytes] = members.count - 1
    }
  }

  /// The same object without `key`.
  public func without(_ key: String) -> JSON5Object {
    var rest = JSON5Object()
    for member in members where !member.key.isSameBytes(as: key) { rest.set(member) }
    return rest
  }
}

extension JSON5Node {
  /// The member of a key, or nil where there is none or this is no object.
  public subscript(key: String) -> JSON5Node? {
    if case .object(let object) = value { object[key] } else { nil }
  }

  /// The member at a path of keys, or nil where a step is missing or no object.
  public subscript(first: String, rest: String...) -> JSON5Node? {
    var node = self[first]
    for key in rest { node = node?[key] }
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
