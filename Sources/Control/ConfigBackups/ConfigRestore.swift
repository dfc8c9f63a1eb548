import GatewayModel

/// What a restore would do, to be shown before it is done. The restore is refused where the files have changed since.
public struct ConfigRestore: Sendable {
  /// The copy that is put back.
  public var copy: ConfigBackup
  /// Between `targets` and the files as they are now; empty where there is nothing to restore.
  public var difference: ConfigDifference
  /// The files as they are to be written: the config with the `meta` block that it has now.
  public var targets: [ConfigBackup.File]
  /// The files that are replaced, as they were when this was made.
  public var current: [ConfigBackup.File]
}
