import GatewayModel
import Testing

/// The order in which gateways are listed: main, its rescue, the others by name, strays last.
@Suite struct RosterOrderTests {
  private func sorted(_ names: [String], main: String? = nil, rescue: String? = nil) -> [String] {
    var config = GatehouseConfig()
    config.mainName = main
    config.rescueName = rescue
    return RosterOrder(config).sorted(names, name: { $0 }, stateDir: { "/h/\($0)" })
  }

  @Test func `the default profile is main and rescue its rescue where nobody says more`() {
    #expect(
      sorted(["stray-7", "rescue", "b", "default", "a"]) == ["default", "rescue", "a", "b", "stray-7"])
  }

  @Test func `a pair that is named goes first, whatever it is called`() {
    #expect(
      sorted(["default", "rescue", "x", "night", "prod"], main: "prod", rescue: "night")
        == ["prod", "night", "default", "rescue", "x"])
  }

  @Test func `names are ordered as people count`() {
    #expect(
      sorted(["p10", "p2", "p1b", "p1", "P3", "10", "9", "a"])
        == ["9", "10", "P3", "a", "p1", "p1b", "p2", "p10"])
    #expect(sorted(["stray-900", "stray-1000", "z"]) == ["z", "stray-900", "stray-1000"])
    let huge = "p" + String(repeating: "9", count: 40)
    #expect(sorted([huge, "p2"]) == ["p2", huge])
  }

  @Test func `equal names are ordered by their places, whatever came first`() {
    let pairs = [("w", "/h/b"), ("w", "/h/a"), ("w", "/h/c")]
    let order = RosterOrder(GatehouseConfig())
    let places = order.sorted(pairs, name: \.0, stateDir: \.1).map(\.1)
    #expect(places == ["/h/a", "/h/b", "/h/c"])
  }

  @Test func `only the names of the pair are main and rescue`() {
    var config = GatehouseConfig()
    config.mainName = "prod"
    let order = RosterOrder(config)
    #expect(order.isMain("prod") && !order.isMain("default") && !order.isMain("Prod"))
    #expect(order.isRescue("rescue") && !order.isRescue("prod"))
  }
}
