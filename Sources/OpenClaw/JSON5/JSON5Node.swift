/// A JSON5 value together with the place it was read from.
public struct JSON5Node: Sendable {
  /// What stands there.
  public var value: JSON5Value
  /// The first character of the value.
  public var location: SourceLocation

  /// Made by `JSON5Parser`, and by whoever puts another value in the same place.
  public init(_ value: JSON5Value, at location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// A JSON5 value. Numbers are doubles, as in JavaScript.
public enum JSON5Value: Sendable {
  /// The word `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// Any number; `Infinity` and `NaN` are numbers too.
  case number(Double)
  /// A text with its escapes resolved.
  case string(String)
  /// In the order of the file.
  case array([JSON5Node])
  /// Members by their keys.
  case object(JSON5Object)
}

/// The members of an object in the order of the file. Of equal keys the last wins, as in JavaScript.
public struct JSON5Object: Sendable {
  /// A key with its value.
  public struct Member: Sendable {
    /// The key with its escapes resolved.
    public var key: String
    /// The first character of the key.
    public var keyLocation: SourceLocation
    /// The value, with its own place.
    public var node: JSON5Node

    /// Made by `JSON5Parser`, and by whoever adds a member.
    public init(key: String, keyLocation: SourceLocation, node: JSON5Node) {
      self.key = key
      self.keyLocation = keyLocation
      self.node = node
    }
  }

  /// Each key once; one that came again stands where it first stood, with its last value.
  public private(set) var members: [Member] = []
  /// Filled only for objects with many members; in smaller ones all members are compared.
  private var indices: [ByteText: Int] = [:]
  private static let few = 12

  /// An object without members.
  public init() {}

  /// The member of a key, compared by bytes; nil where there is none.
  public subscript(key: String) -> JSON5Node? {
    index(of: key).map { members[$0].node }
  }

  private func index(of key: String) -> Int? {
    members.count <= Self.few ? members.firstIndex { $0.key.isSameBytes(as: key) } : indices[key.bytes]
  }

  /// Adds a member at the end; one with the same key is replaced in its place.
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

  /// The members; nil where this is no object.
  public var object: JSON5Object? {
    if case .object(let object) = value { object } else { nil }
  }

  /// The elements; nil where this is no array.
  public var array: [JSON5Node]? {
    if case .array(let nodes) = value { nodes } else { nil }
  }

  /// The text; nil where this is no text.
  public var string: String? {
    if case .string(let text) = value { text } else { nil }
  }

  /// The number; nil where this is none. A text such as `"1"` is none.
  public var number: Double? {
    if case .number(let number) = value { number } else { nil }
  }

  /// A whole number that an `Int` holds exactly.
  public var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// The flag; nil where this is neither `true` nor `false`.
  public var bool: Bool? {
    if case .bool(let flag) = value { flag } else { nil }
  }

  /// Whether `null` stands here.
  public var isNull: Bool {
    if case .null = value { true } else { false }
  }
}
