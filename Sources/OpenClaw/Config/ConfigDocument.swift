/// A config file with its includes merged and its variables substituted.
/// Rules: openclaw-facts.md section 4, OpenClaw `src/config/includes.ts`, `env-substitution.ts`.
public struct ConfigDocument: Sendable {
  /// The whole config, always an object. Each node knows the file that it came from.
  public var root: JSON5Node
  /// All files that were read, the config itself first.
  public var files: [String]
  /// Variables that the config refers to and nothing supplies, with the first place of each.
  public var missingVariables: [String: SourceLocation]
  /// All variables that the config refers to.
  public var referencedVariables: Set<String>
  /// `env.vars` and the other assignments of the config's `env` section.
  public var variables: [String: String]

  /// The text of a file, or why it cannot be had, in a person's words.
  public typealias Reader = (String) -> Result<String, ConfigReadFailure>

  /// - Parameters:
  ///   - path: absolute path of the config.
  ///   - environment: what the gateway's process would see; the config's own `env` section fills gaps.
  ///   - includeRoots: directories outside the config's own from which includes are allowed too.
  /// - Throws: `ConfigProblem` for whatever makes OpenClaw refuse the file.
  public static func load(
    path: String, environment: [String: String], includeRoots: [String] = [],
    read: @escaping Reader
  ) throws(ConfigProblem) -> ConfigDocument {
    var includes = ConfigIncludes(roots: [UserPath.parent(path)] + includeRoots, read: read)
    let merged = try includes.file(path, stack: [])
    guard merged.object != nil else {
      throw ConfigProblem(.noObject, at: merged.location)
    }
    let variables = assignments(merged["env"])
    var substitution = VariableSubstitution(
      environment: variables.isEmpty
        ? environment : variables.merging(environment) { own, outer in outer.isEmpty ? own : outer })
    let root = includes.isPlain ? merged : try substitution.apply(merged)
    return ConfigDocument(
      root: root, files: includes.files, missingVariables: substitution.missing,
      referencedVariables: substitution.referenced, variables: variables)
  }

  /// What stands beside `vars` goes before what stands in it; blank values are none.
  /// Source: `src/config/config-env-vars.ts`, `collectConfigEnvVarsByTarget`.
  private static func assignments(_ env: JSON5Node?) -> [String: String] {
    var values: [String: String] = [:]
    for member in env?["vars"]?.object?.members ?? [] {
      if let text = member.node.string?.nonBlank { values[member.key] = text }
    }
    for member in env?.object?.members ?? [] where member.key != "vars" {
      if let text = member.node.string?.nonBlank { values[member.key] = text }
    }
    return values
  }
}
