import Foundation
import OpenClaw
import TestSupport
import Testing

/// Config files as they are found in the wild: each in `configs/valid` loads, each in `configs/invalid` fails exactly as its first
/// line says (`// 3:5 message`).
@Suite(.computing) struct ConfigCorpusTests {
  private func load(_ url: URL) -> Result<ConfigDocument, ConfigProblem> {
    do throws(ConfigProblem) {
      return .success(
        try ConfigDocument.load(path: url.path, environment: ["GATEWAY_TOKEN": "from-environment"]) { path in
          guard let data = FileManager.default.contents(atPath: path) else {
            return .failure(ConfigReadFailure("no such file"))
          }
          return .success(String(decoding: data, as: UTF8.self))
        })
    } catch {
      return .failure(error)
    }
  }

  @Test func `every valid config loads and has the port that its name says`() throws {
    let files = try Fixtures.files(in: "configs/valid", extension: "json5")
    try #require(!files.isEmpty)
    for url in files {
      let config = GatewayConfig(try load(url).get())
      let port = url.deletingPathExtension().lastPathComponent.split(separator: "-").last.flatMap { Int($0) }
      #expect(config.port == port && config.problems.isEmpty, "\(url.lastPathComponent): \(config.problems)")
    }
  }

  @Test func `every invalid config fails where and why its first line says`() throws {
    let files = try Fixtures.files(in: "configs/invalid", extension: "json5")
    try #require(!files.isEmpty)
    for url in files {
      let text = try String(contentsOf: url, encoding: .utf8)
      let expected = text.split(separator: "\n")[0].dropFirst(3)
      let problem: ConfigProblem?
      switch load(url) {
      case .success(let document): problem = GatewayConfig(document).problems.first
      case .failure(let found): problem = found
      }
      let answer = problem.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.message)" }
      #expect(answer == String(expected), "\(url.lastPathComponent)")
    }
  }
}
