import GatewayModel
import Host
import OpenClaw

/// Reads a gateway's config with what it includes.
struct ConfigLoader {
  /// A config may be this large: 8 MB.
  static let limit = 8 << 20

  let files: Machine.Files

  /// What may be a secret in a config that cannot be read as one, and in what it includes as far as that was read.
  static func secrets(_ texts: [String]) -> Set<String> {
    texts.reduce(into: []) { $0.formUnion(MaskedConfig($1).secrets) }
  }

  /// - Parameters:
  ///   - environment: what its variables are filled with.
  ///   - note: gets the text of each file that is read.
  func load(
    _ path: String, environment: [String: String], note: @escaping (String) -> Void = { _ in }
  ) -> (Definition.Config, ConfigDocument?) {
    let read = files.read
    let roots = environment["OPENCLAW_INCLUDE_ROOTS"]?.parts(at: ":").map(String.init) ?? []
    guard path.begins(with: "/") else { return (.missing, nil) }
    do throws(ConfigProblem) {
      let document = try ConfigDocument.load(
        path: path, environment: environment, includeRoots: roots
      ) { file in
        read(file, Self.limit).map { bytes in
          let text = String(decoding: bytes, as: UTF8.self)
          note(text)
          return text
        }
        .mapError { ConfigReadFailure($0.description) }
      }
      return (.valid(GatewayConfig(document)), document)
    } catch {
      if case .failure(let failure) = read(path, 1), failure.isMissing {
        // A link to nowhere is a config too, a broken one.
        guard let target = files.link(path) ?? files.link(UserPath.parent(path)) else {
          return (.missing, nil)
        }
        if files.status(UserPath.parent(path)) != nil, files.link(path) == nil { return (.missing, nil) }
        return (
          .invalid(ConfigProblem(.deadLink(target: target), file: path)), nil
        )
      }
      return (.invalid(error), nil)
    }
  }
}
