import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Many accounts, many environments: what they share is looked at once.
@Suite(.computing) struct TokenFilesTests {
  private func claims(_ config: String, _ files: ChangingFiles) -> ClaimedResources {
    let candidate = DefinitionSamples.profile("a")
    files.write(candidate.configPath, config)
    let host = files.host()
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    let builder = DefinitionBuilder(
      paths: paths, system: host.system, files: host.files,
      installations: Installations(
        files: host.files, paths: paths, system: host.system, command: ["openclaw"], isNeeded: true),
      realPath: RealPaths(host.files).resolved)
    return builder.build(
      candidate, id: GatewayID(stateDir: candidate.stateDir, configPath: candidate.configPath),
      runningVersion: nil
    ).claims
  }

  @Test func `a file that many accounts name is read once`() {
    let accounts = (0..<300).map { "a\($0): { tokenFile: '~/t' }" }.joined(separator: ", ")
    let files = ChangingFiles(["/h/t": "1:A"])
    let claims = claims("{ channels: { telegram: { accounts: { \(accounts) } } } }", files)
    #expect(claims.credentials.count == 300 && !claims.hasUnknownCredential)
    #expect(files.takeReads()["/h/t"] == 1)
  }

  @Test func `a file that is not there is looked for once, and unknown for each that names it`() {
    let files = ChangingFiles([:])
    let claims = claims(
      "{ channels: { telegram: { accounts: { a: { tokenFile: '~/t' }, b: { tokenFile: '~/t' }, c: { botToken: '1:A' } } } } }",
      files)
    #expect(claims.credentials.count == 1 && claims.hasUnknownCredential)
    #expect(files.takeReads()["/h/t"] == 1)
  }

  @Test func `a vault of many parts is read and parsed once`() throws {
    let parts = (0..<1000).map { "\"b\($0)\": \"\($0):A\"" }.joined(separator: ", ")
    let accounts = (0..<1000).map {
      "a\($0): { botToken: { source: 'file', provider: 'vault', id: '/b\($0)' } }"
    }
    let files = ChangingFiles(["/h/vault.json": "{ \(parts) }"])
    let claims = claims(
      "{ secrets: { providers: { vault: { source: 'file', path: '~/vault.json' } } }, channels: { telegram: { accounts: { \(accounts.joined(separator: ", ")) } } } }",
      files)
    #expect(claims.credentials.count == 1000 && claims.credentials.last?.secret.hasPrefix("999:A") == true)
    #expect(files.takeReads()["/h/vault.json"] == 1)
  }

  @Test func `of many environments in ocm's registry none is looked for among all others`() {
    let count = 20_000
    let names = (0..<count).map { "e\($0)" }
    let entries = names.map { "{name:'\($0)'}" }.joined(separator: ",")
    var files = FakeHost.host(files: ["/h/.ocm/envs.json": "{envs:[\(entries)]}"], environment: [:]).files
    files.status = { _ in FileStatus(kind: .directory) }
    files.list = { _ in .success(names + ["one more"]) }
    let found = OCMEnvironments(files: files, home: "/h").read()
    #expect(found.count == count + 1 && found.last?.name == "one more")
  }
}
