/// What a line of the journal is about. Its raw value stands in the file, so it is never renamed; a journal of another version may hold
/// words that are not among these.
public struct JournalAction: RawRepresentable, Sendable, Hashable, Codable {
  /// The word in the file.
  public var rawValue: String

  /// Any word: what a file holds.
  public init(rawValue: String) { self.rawValue = rawValue }

  private init(_ word: String) { rawValue = word }

  /// What a person, a policy or another Gatehouse asked for.
  public init(_ kind: ActionKind) { rawValue = kind.rawValue }

  /// A run ended by itself.
  public static let ended = JournalAction("ended")
  /// A gateway has restarted itself: another process is its own now.
  public static let follow = JournalAction("follow")
  /// The policy will start it again, after a pause.
  public static let backOff = JournalAction("back-off")
  /// The policy starts it no more.
  public static let giveUp = JournalAction("give-up")
  /// What another Gatehouse began cannot be proven to be over.
  public static let unproven = JournalAction("unproven")
  /// A person chose a restart policy.
  public static let policy = JournalAction("policy")
  /// A config that has worked was kept.
  public static let keepConfig = JournalAction("keep-config")
  /// A person's edit took the place of a config.
  public static let editConfig = JournalAction("edit-config")
  /// A backup took the place of a config.
  public static let restoreConfig = JournalAction("restore-config")
  /// What held main's port was ended.
  public static let freePort = JournalAction("free-port")
  /// A move of a rescue.
  public static let rescue = JournalAction("rescue")
  /// OpenClaw's own checks were run.
  public static let quick = JournalAction("quick")
  /// `openclaw gateway install` was run.
  public static let install = JournalAction("install")

  /// Whether it is news that a person should see, although nobody asked for anything.
  public var isAlarming: Bool { [.ended, .giveUp, .unproven].contains(self) }
}
