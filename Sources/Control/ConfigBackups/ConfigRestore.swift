import GatewayModel

/// What a restore would do: shown before it is done, and void when the files have changed since.
public struct ConfigRestore: Sendable {
  public var copy: ConfigBackup
  public var difference: ConfigDifference
  /// The files as they are to be written: the config with the `meta` block that it has now.
  public var targets: [ConfigBackup.File]
  /// The files that are replaced, as they were when this was made.
  public var current: [ConfigBackup.File]
}
