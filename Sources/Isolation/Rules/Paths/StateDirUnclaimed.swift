import GatewayModel

/// `state-dir-unclaimed`: a directory that looks like a gateway's and that no gateway has.
enum StateDirUnclaimed {
  /// - Parameter paths: such directories, as they are shown.
  static func check(_ paths: [String], _ context: inout RuleContext) {
    for path in paths {
      context.findings.append(
        Finding(
          .stateDirUnclaimed, .info, gateways: [], paths: [path],
          detail: "\(path) could be a gateway's directory, but nothing on this host uses it as one.",
          fix: "Declare its gateway in Gatehouse's config, or remove the directory if it is left over."))
    }
  }
}
