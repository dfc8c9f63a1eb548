/// The order of gateways wherever they are listed: main, its rescue, the others by name, strays last.
public struct RosterOrder: Sendable {
  public var mainName: String
  public var rescueName: String

  public init(_ config: GatehouseConfig) {
    mainName = config.mainName ?? "default"
    rescueName = config.rescueName ?? "rescue"
  }

  public func isMain(_ name: String) -> Bool { name == mainName }
  public func isRescue(_ name: String) -> Bool { name == rescueName }

  /// - Parameters:
  ///   - name: gives a gateway's name.
  ///   - stateDir: tells gateways apart whose names sort alike.
  public func sorted<T>(_ list: [T], name: (T) -> String, stateDir: (T) -> String) -> [T] {
    list.map { (key: (rank(name($0)), NaturalName(name($0)), stateDir($0)), value: $0) }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  private func rank(_ name: String) -> Int {
    if isMain(name) { return 0 }
    // Where nothing is said of main it may be called so.
    if name == "main" { return 1 }
    if isRescue(name) { return 2 }
    return name.hasPrefix("stray-") ? 4 : 3
  }
}
