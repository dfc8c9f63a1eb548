/// `--profile` and `--dev` of an OpenClaw command line. Source: OpenClaw `src/cli/profile.ts`.
public enum CommandLineProfile {
  /// `openclaw`, or `openclaw --profile NAME`: how a command for a profile begins.
  public static func command(_ profile: String?) -> String {
    ShellLine.text(["openclaw"] + (profile.map { ["--profile", $0] } ?? []))
  }

  /// The profile that the flags before the first word select, and the arguments without those flags.
  public struct Parsed: Sendable, Equatable {
    /// The last one selected; `dev` for `--dev`, nil where no flag selects one.
    public var profile: String?
    /// The whole vector, interpreter and script included, without those flags.
    public var arguments: [String]

    /// Made by `parse`.
    public init(profile: String?, arguments: [String]) {
      self.profile = profile
      self.arguments = arguments
    }
  }

  /// A command line that OpenClaw refuses, with its own words.
  public enum Refusal: Error, Equatable {
    /// `--dev` beside `--profile`.
    case devWithProfile
    /// `--profile` without a value.
    case noValue
    /// A value that is no profile's name.
    case invalidName

    /// OpenClaw's own words.
    public var message: String {
      switch self {
      case .devWithProfile: "Cannot combine --dev with --profile"
      case .noValue: "--profile requires a value"
      case .invalidName: "Invalid --profile (use letters, numbers, \"_\", \"-\" only)"
      }
    }
  }

  /// - Parameter arguments: the whole vector, beginning with interpreter and script.
  public static func parse(_ arguments: [String]) throws(Refusal) -> Parsed {
    guard arguments.count >= 2 else { return Parsed(profile: nil, arguments: arguments) }
    var kept = Array(arguments.prefix(2))
    var profile: String?
    var sawDev = false
    var index = 2
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--dev" {
        if let profile, profile != "dev" { throw Refusal.devWithProfile }
        sawDev = true
        profile = "dev"
      } else if argument == "--profile" || argument.begins(with: "--profile=") {
        if sawDev { throw Refusal.devWithProfile }
        let value: String?
        if argument == "--profile" {
          value = index < arguments.count ? arguments[index].nonBlank : nil
          if index < arguments.count, !arguments[index].isEmpty { index += 1 }
        } else {
          let parts = argument.parts(at: "=", omittingEmptySubsequences: false)
          value = String(parts[1]).nonBlank
        }
        guard let value else { throw Refusal.noValue }
        guard ProfileName.isValid(value) else {
          throw Refusal.invalidName
        }
        profile = value
      } else {
        kept.append(argument)
        if !argument.begins(with: "-") {
          kept += arguments[index...]
          break
        }
      }
    }
    return Parsed(profile: profile, arguments: kept)
  }
}
