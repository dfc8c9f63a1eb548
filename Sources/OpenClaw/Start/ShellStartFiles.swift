/// The files that a shell reads before its script. Sources: bash(1) INVOCATION, zsh(1) STARTUP/SHUTDOWN FILES.
enum ShellStartFiles {
  /// - Parameter exists: whether a path is there.
  static func all(
    _ shell: String, isLogin: Bool, isInteractive: Bool, home: String, exists: (String) -> Bool
  ) -> [String] {
    func own(_ names: [String], _ isRead: Bool = true) -> [String] {
      isRead ? names.map { "\(home)/\($0)" } : []
    }
    let files =
      switch shell {
      case "zsh":
        own([".zshenv"]) + own([".zprofile"], isLogin) + own([".zshrc"], isInteractive)
          + own([".zlogin"], isLogin)
      // The first one that is there, and no other.
      case "bash" where isLogin:
        own([".bash_profile", ".bash_login", ".profile"]).first(where: exists).map { [$0] } ?? []
      case "bash": own([".bashrc"], isInteractive)
      default: own([".profile"], isLogin)
      }
    return (isLogin ? ["/etc/profile"] : []) + files
  }
}
