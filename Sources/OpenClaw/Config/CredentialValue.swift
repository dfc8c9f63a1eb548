/// Where the secret of a channel itself is.
public enum CredentialValue: Sendable, Equatable {
  /// The secret itself stands in the config; an object or a number is kept as its JSON.
  case literal(String)
  /// A file that holds it, as written.
  case file(String)
  /// A part of a JSON file, by its pointer (RFC 6901); the file as written.
  case part(file: String, pointer: String)
  /// A directory that holds the bot's session, as written.
  case directory(String)
  /// The same where nothing names it: below `credentials` of the state directory.
  case standardDirectory(String)
  /// What a command prints, which Gatehouse does not run: the same command and id name the same secret.
  case command(String)
  /// A variable of the gateway's environment.
  case variable(String)
  /// `${NAME}` as it stands after the config's own reading: a variable that nothing supplied, or `$${NAME}`, which is none.
  case placeholder(String)
  /// A store, a command, or a variable that nothing supplies: unknown.
  case unresolved
}
