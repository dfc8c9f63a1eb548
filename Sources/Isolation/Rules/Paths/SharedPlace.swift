import GatewayModel
import OpenClaw

/// One place on disk that more than one gateway uses.
enum SharedPlace {
  /// The users of each real path that more than one gateway uses, by path.
  static func groups(
    _ context: RuleContext, _ places: (IsolationInput) -> [ClaimedResources.Place]
  ) -> [(real: ByteText, users: [PlaceUser])] {
    var groups: [ByteText: [PlaceUser]] = [:]
    for (index, subject) in context.subjects.enumerated() {
      for place in places(subject) { groups[place.real, default: []].append((index, place)) }
    }
    return groups.filter { Set($0.value.map(\.index)).count > 1 }.sorted { $0.key < $1.key }
      .map { (real: $0.key, users: $0.value) }
  }

  /// Names the gateways and the place, as each of them writes it.
  static func report(
    _ users: [PlaceUser], _ code: FindingCode, _ what: String, harm: String, fix: String,
    _ context: inout RuleContext
  ) {
    let users = users.sorted { context.subjects[$0.index].order < context.subjects[$1.index].order }
    let gateways = context.gateways(users.map(\.index))
    var paths: [String] = []
    for user in users where !paths.contains(where: user.place.path.isSameBytes) {
      paths.append(user.place.path)
    }
    let place = paths.count == 1 ? paths[0] : "\(paths.inWords), which are one place on disk"
    context.findings.append(
      Finding(
        code, .error, gateways: gateways, paths: paths,
        detail: "\(gateways.inWords) have the same \(what) \(place): \(harm).",
        fix: fix))
  }
}
