import GatewayModel
import OpenClaw

extension UnitFile {
  /// Why it would be taken for the default gateway's by nothing but a profile that is none: OpenClaw refuses such a flag, and gives no
  /// unit such a name. Nil where it is told which gateway it starts, or where `placeDoubt` says why not.
  var nameDoubt: String? {
    let places = ["OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH"].filter { environment[$0]?.nonBlank != nil }
    if container != nil || places.count == 2 { return nil }
    if let flag = StartCommand.profile(in: start.arguments) {
      if StartCommand.isUnknown(flag) { return "its --profile is not known before it runs" }
      return ProfileName.isValid(flag.trimmed)
        ? nil : "its --profile is no profile's name, which OpenClaw refuses"
    }
    guard places.isEmpty, selectedProfile == nil, ServiceNames.isMisnamed(unit: name) else { return nil }
    return "its name is that of no profile"
  }
}
