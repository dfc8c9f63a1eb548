extension IsolationInput {
  /// All gateways as the rules see them, in the order of the roster.
  public static func all(
    _ definitions: [Definition], order: RosterOrder, paths: GatehousePaths
  ) -> [IsolationInput] {
    order.sorted(definitions, name: \.name, stateDir: \.stateDir).enumerated().map { place, definition in
      var subject = IsolationInput(definition, order: place, abbreviate: paths.abbreviate)
      subject.isMain = order.isMain(definition.name)
      subject.isRescue = order.isRescue(definition.name)
      return subject
    }
  }
}
