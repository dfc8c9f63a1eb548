import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// How candidates are found by their real paths, and kept apart by them.
@Suite(.computing) struct CandidateIndexTests {
  private func candidate(
    _ stateDir: String, config: String? = nil, name: String? = nil, sources: [Definition.Source] = [.declared]
  ) -> Candidate {
    Candidate(
      declaredName: name, stateDir: stateDir, configPath: config ?? stateDir + "/openclaw.json",
      sources: sources)
  }

  private func index(_ candidates: [Candidate], links: [String: String] = [:]) -> CandidateIndex {
    var index = CandidateIndex(realPath: { links[$0] ?? $0 })
    for candidate in candidates { index.append(candidate) }
    return index
  }

  @Test func `the one with both places is found before one with the config alone`() {
    let found = index([candidate("/a", config: "/c"), candidate("/b", config: "/c"), candidate("/b")])
    #expect(found.find(configPath: "/c", stateDir: "/b") == 1)
    #expect(found.find(configPath: "/c", stateDir: "/z") == 0)
    #expect(found.find(configPath: nil, stateDir: "/b") == 1)
    #expect(found.find(configPath: "/none", stateDir: "/b") == nil)
    #expect(found.find(configPath: nil, stateDir: nil) == nil)
  }

  @Test func `another config joins a state directory only where that has no config and no unit`() {
    var empty = candidate("/a")
    empty.directory = .init(
      profile: nil, paths: .init(stateDir: "/a", configPath: "/a/openclaw.json"), hasConfig: false,
      hasMarks: true)
    #expect(index([empty]).find(configPath: "/x", stateDir: "/a") == 0)
    var configured = empty
    configured.directory?.hasConfig = true
    #expect(index([configured]).find(configPath: "/x", stateDir: "/a") == nil)
    var started = empty
    started.unit = UnitFile(name: "a.service", path: "/u")
    #expect(index([started]).find(configPath: "/x", stateDir: "/a") == nil)
  }

  @Test func `links lead to the same candidate`() {
    let found = index([candidate("/real")], links: ["/link": "/real", "/link/c": "/real/openclaw.json"])
    #expect(found.find(configPath: "/link/c", stateDir: nil) == 0)
    #expect(found.with(state: "/link") == [0])
  }

  @Test func `a candidate that moved is found at its new places alone`() {
    var found = index([candidate("/a"), candidate("/b")])
    found.change(0) {
      $0.stateDir = "/n"
      $0.configPath = "/n/c"
    }
    #expect(found.with(state: "/a") == [] && found.with(config: "/a/openclaw.json") == [])
    #expect(found.with(state: "/n") == [0] && found.with(config: "/n/c") == [0])
    #expect(found.identity(0) == GatewayID(stateDir: "/n", configPath: "/n/c"))
    // Where two are, the first found stays first.
    found.change(0) { $0.stateDir = "/b" }
    #expect(found.with(state: "/b") == [0, 1])
  }

  @Test func `a profile's name stands for its candidate until that is named by it no more`() {
    var profile = candidate("/a")
    profile.profile = "ops"
    profile.isNamedByProfile = true
    var found = index([candidate("/x"), profile])
    #expect(found.named("ops") == 1 && found.named(nil) == nil)
    found.change(1) { $0.becomeStray(9, configPath: "/a/x") }
    #expect(found.named("ops") == nil)
    #expect(found[1].name == "stray-9")
  }

  @Test func `those that are kept have new numbers, and are found by them`() {
    var found = index([candidate("/a"), candidate("/b"), candidate("/c")])
    found.keep([0, 2])
    #expect(found.all.map(\.stateDir) == ["/a", "/c"])
    #expect(found.with(state: "/c") == [1] && found.with(state: "/b") == [])
    #expect(found.identity(1).stateDir == "/c")
  }

  @Test func `equal places are one, with all that each of them says`() {
    var first = candidate("/a", name: "one", sources: [.profile])
    var second = candidate("/a", name: "two", sources: [.unit])
    first.unit = UnitFile(name: "a.service", path: "/u/a")
    second.unit = UnitFile(name: "b.service", path: "/u/b")
    second.home = "/o"
    second.supervisorPort = 5
    second.processEnvironment = ["A": "1"]
    var found = index([first, second, candidate("/b")])
    found.mergeEqual()
    #expect(found.all.map(\.name) == ["one", "b"])
    #expect(found[0].sources == [.profile, .unit] && found[0].otherUnits.map(\.name) == ["b.service"])
    #expect(found[0].home == "/o" && found[0].supervisorPort == 5 && found[0].processEnvironment != nil)
    // The same unit twice is no other one.
    second.unit = first.unit
    var same = index([first, second])
    same.mergeEqual()
    #expect(same[0].otherUnits == [])
  }

  @Test func `composed and decomposed paths are two gateways`() {
    var found = index([candidate("/h/B\u{fc}ro"), candidate("/h/Bu\u{308}ro")])
    found.mergeEqual()
    #expect(found.all.count == 2)
    #expect(found.with(state: "/h/B\u{fc}ro") == [0])
  }

  @Test func `equal names are told apart by state directory, and of one directory by config`() {
    var found = index([
      candidate("/h/a", name: "x"), candidate("/h/b", name: "x"), candidate("/h/c", name: "y"),
    ])
    found.makeNamesUnique(home: "/h")
    #expect(found.all.map(\.name) == ["x (~/a)", "x (~/b)", "y"])
    var shared = index([
      candidate("/h/a", config: "/h/a/1", name: "x"), candidate("/h/a", config: "/o/2", name: "x"),
    ])
    shared.makeNamesUnique(home: "/h")
    #expect(shared.all.map(\.name) == ["x (~/a/1)", "x (/o/2)"])
  }
}
