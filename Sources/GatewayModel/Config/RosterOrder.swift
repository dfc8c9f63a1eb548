import OpenClaw

/// The order of gateways wherever they are listed: main, its rescue, the others by name, strays last.
public struct RosterOrder: Sendable {
  /// What the config calls the main gateway; else `default`, the profile without a name.
  public var mainName: String
  /// What the config calls its rescue; else `rescue`.
  public var rescueName: String

  /// The order that a config asks for by naming main and rescue.
  public init(_ config: GatehouseConfig) {
    mainName = config.mainName ?? "default"
    rescueName = config.rescueName ?? "rescue"
  }

  /// Whether a shown name is the main gateway's.
  public func isMain(_ name: String) -> Bool { name == mainName }
  /// Whether a shown name is the rescue's.
  public func isRescue(_ name: String) -> Bool { name == rescueName }

  /// - Parameters:
  ///   - name: gives a gateway's name.
  ///   - stateDir: tells gateways apart whose names sort alike.
  public func sorted<T>(_ list: [T], name: (T) -> String, stateDir: (T) -> String) -> [T] {
    // Last by bytes: two spellings of one letter are equal as texts.
    list.map {
      let (name, stateDir) = (name($0), stateDir($0))
      return (key: (rank(name), NaturalName(name), stateDir, name.bytes, stateDir.bytes), value: $0)
    }
    .sorted { $0.key < $1.key }.map(\.value)
  }

  private func rank(_ name: String) -> Int {
    if isMain(name) { return 0 }
    // A profile that is called `main`: what is meant, perhaps, where the config names no main gateway.
    if name == "main" { return 1 }
    if isRescue(name) { return 2 }
    return name.begins(with: "stray-") ? 4 : 3
  }
}
