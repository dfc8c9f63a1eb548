import Foundation
import GatewayModel
import Host
import OpenClaw
import Presentation
import Records
import Synchronization
import TestSupport
import Testing

@testable import Control

/// Every config of main that is one typing error away from a right one, through all that Gatehouse prints, writes down and hands to the
/// rescue bot: no secret of it is in any of them. `OneEditTests` tries more errors on fewer outputs.
@Suite(.onlyByName("EveryTypo"), .inPlaces) struct EveryTypoTests {
  private static let sample = """
    { gateway: { mode: "local", port: 23000, auth: { mode: 'token', token: "s3cr3tA-12" } },
      "channels": { telegram: { botToken: 's3cr3tB-34' } }, env: { API_KEY: "s3cr3tC-56" } }
    """

  /// The mark that all secrets have, or the end of one, which an edit inside the mark leaves.
  private static func leaks(_ text: String) -> Bool {
    ["3cr3t", "s3cr", "tA-12", "tB-34", "tC-56"].contains { text.contains($0) }
  }

  @Test func `no output of a config with one typing error shows a secret`() async throws {
    let home = try PlayedHome(["default": [.init()], "rescue": [.init()]])
    defer { home.remove() }
    let file = home.place.path + "/.openclaw/openclaw.json"
    var count = 0
    for edit in Typos.of(Self.sample, typed: ["\"", "'", ","]) {
      try Data(edit.utf8).write(to: URL(filePath: file))
      _ = home.host.files.remove(home.paths.journal)
      // A new one each time: what an earlier error has made known as a secret must not hide this one's.
      for (name, text) in try await outputs(home) where Self.leaks(text) {
        count += 1
        if count <= 3 { Issue.record("\(edit)\n--- \(name) shows\n\(text)") }
      }
    }
    #expect(count == 0)
  }

  @Test func `the outputs that are looked at are those of the config`() async throws {
    let home = try PlayedHome(["default": [.init()], "rescue": [.init()]])
    defer { home.remove() }
    try home.place.write(".openclaw/openclaw.json", "{ gateway: { port: 23000, auth: { token: \"x } } }")
    let outputs = try await outputs(home)
    #expect(outputs.count == 13, "\(outputs.keys.sorted())")
    for name in ["brief.md", "state.json", "timeline.txt", "refusal", "roster"] {
      #expect(outputs[name]?.contains("config") == true, "\(name): \(outputs[name] ?? "none")")
    }
  }

  /// What Gatehouse says of a home once a start of main was tried, by name.
  private func outputs(_ home: PlayedHome) async throws -> [String: String] {
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let refusal = await controller.perform(.start, on: id, by: .command)
    let snapshot = await controller.look(sweep: true)
    var outputs = [
      "refusal": await controller.redactor().show(refusal.message),
      "roster": RosterText.text(snapshot, paths: home.paths),
      "check": CheckText(paths: home.paths, glyphs: .unicode)
        .text(snapshot, gateways: snapshot.gateways, findings: snapshot.findings),
      // Before anything was done there is none.
      "journal file": (try? String(contentsOfFile: home.paths.journal, encoding: .utf8)) ?? "",
    ]
    let report = try await controller.rescueReport(log: []).get()
    let written = Mutex<[String: String]>([:])
    var files = home.host.files
    files.makeDirectory = { _, _ in nil }
    files.write = { path, text, _ in
      written.withLock { $0[UserPath.name(path)] = text }
      return nil
    }
    let redactor = await controller.redactor()
    let failure = EvidenceCollector(paths: home.paths, files: files, redactor: redactor)
      .write(report, snapshot: snapshot, journal: home.journal, to: "/evidence")
    #expect(failure == nil)
    outputs.merge(written.withLock { $0 }) { _, new in new }
    return outputs
  }
}
