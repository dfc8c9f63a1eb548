import CNcurses
import Glibc

/// Which characters the terminal can show.
public enum TerminalLocale {
  /// Sets the process's locale; a UTF-8 one of the system is tried where the environment's is none.
  /// - Returns: whether the terminal takes UTF-8.
  public static func prepare() -> Bool {
    if cn_set_locale("") != nil, isUTF8 { return true }
    // A person who asked for plain ASCII by LC_ALL=C gets it; one who set nothing at all has most likely a UTF-8 terminal.
    let variables: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    let isAsked = variables.contains { name in
      getenv(name).map { $0.pointee != 0 } ?? false
    }
    if !isAsked {
      for name in ["C.UTF-8", "en_US.UTF-8"] where cn_set_locale(name) != nil && isUTF8 { return true }
    }
    _ = cn_set_locale("C")
    return false
  }

  private static var isUTF8: Bool {
    String(cString: nl_langinfo(Int32(CODESET))).uppercased() == "UTF-8"
  }
}
