import Ports

extension DerivedPorts {
  /// - Parameters:
  ///   - base: the gateway's port.
  ///   - rules: decides where a CDP range falls that does not fit below 65536.
  public init(base: Int, rules: VersionRules) {
    self.init(base: base, movesClampedRange: rules.movesClampedRange)
  }
}
