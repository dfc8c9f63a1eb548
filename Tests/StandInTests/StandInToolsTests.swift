import CPlatform
import Foundation
import Testing

@testable import StandIn

/// Words of a command line, signals by a pipe, the one hash, and the phases of a life.
struct StandInToolsTests {
  @Test(arguments: [
    (["gateway", "run", "--port", "18789"], "18789"), (["--port=19001"], "19001"), (["--port="], ""),
    (["--port", "1", "--port", "2"], "1"), (["--port=1", "--port", "2"], "1"), (["--port"], nil), ([], nil),
    (["--portable=1", "--ports", "2"], nil), (["run", "port", "3"], nil), (["--port=a=b"], "a=b"),
  ])
  func `a value stands behind its name or its equals sign, and the first counts`(
    arguments: [String], value: String?
  ) {
    #expect(StandInTools.value("--port", in: arguments) == value)
  }

  private func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(cp_pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func `signals come one after another, and none is made up`() throws {
    let ends = try pipe()
    defer { close(ends.read) }
    let bytes: [UInt8] = [15, 10]
    #expect(write(ends.write, bytes, 2) == 2)
    #expect(StandInTools.nextSignal(ends.read, seconds: nil) == 15)
    #expect(StandInTools.nextSignal(ends.read, seconds: 60) == 10)
    for seconds in [0.0, -5, 0.001] { #expect(StandInTools.nextSignal(ends.read, seconds: seconds) == nil) }
    close(ends.write)
    #expect(StandInTools.nextSignal(ends.read, seconds: nil) == nil)
  }

  /// Lengths round the edges of a block and its padding; sums by coreutils' sha256sum.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (String(repeating: "a", count: 63), "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
    (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (String(repeating: "a", count: 65), "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"),
    (String(repeating: "a", count: 119), "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    (String(repeating: "a", count: 120), "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
    ("값", "b19ddf94b4c9896bb5c6460d4b4acb5870b075afd6f168fda0c69f55ac5804f8"),
  ])
  func `the hash is SHA-256`(text: String, sum: String) {
    #expect(SHA256.hexadecimal(Array(text.utf8)) == sum)
  }

  // MARK: Phases

  private func settings(sidecars: Double) -> StandInSettings {
    var settings = StandInSettings(nil)
    settings.sidecarSeconds = sidecars
    return settings
  }

  @Test func `sidecars hold readiness up only once it listens, and only for their time`() {
    let phase = StandInPhase()
    #expect(phase.names(settings(sidecars: 3600)).isEmpty)
    phase.beganToListen()
    #expect(phase.names(settings(sidecars: 3600)) == ["startup-sidecars"])
    #expect(phase.names(settings(sidecars: 0)).isEmpty)
    #expect(phase.names(settings(sidecars: 1e-9)).isEmpty)
  }

  @Test func `draining is all that is said while it lasts`() {
    let phase = StandInPhase()
    phase.beganToListen()
    phase.drain(true)
    #expect(phase.names(settings(sidecars: 3600)) == ["gateway-draining"])
    phase.drain(false)
    #expect(phase.names(settings(sidecars: 3600)) == ["startup-sidecars"])
  }
}
