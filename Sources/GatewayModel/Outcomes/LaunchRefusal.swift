import Host

/// Why there is no command and environment with which a gateway could be started. `Presentation` has its words.
public enum LaunchRefusal: Error, Sendable, Equatable {
  /// The home is another user's: no command of theirs is run.
  case foreignHome(ForeignHome)
  /// No look finds the gateway any more.
  case gone
  /// Which config and state directory it has is not known.
  case placesUnknown(name: String, doubt: String)
  /// The file system of its files does not answer.
  case filesSilent(name: String, FileSilence)
  /// `doubt`: why the port is not known, nil where nothing tells; `config`: the file that should name it.
  case portUnknown(name: String, doubt: String?, config: String)
  /// Variables that its config refers to, which this process has and a gateway must not inherit.
  case variablesLost(name: String, variables: [String], stateDir: String, configFile: String)
  /// The command that starts OpenClaw is not found.
  case noOpenClaw(command: String, configFile: String)
  /// Another command is not found.
  case noCommand(String)
}
