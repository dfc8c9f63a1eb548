import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

@Suite(.computing) struct LockReaderTests {
  private static let folder = "/tmp/openclaw-1000"

  private func lock(_ pid: Int, config: String? = nil, port: Int? = nil) -> String {
    let config = config.map { "\"configPath\": \"\($0)\"," } ?? ""
    let port = port.map { "\"port\": \($0)," } ?? ""
    return "{ \(config) \(port) \"stateDir\": \"/h/s\", \"pid\": \(pid) }"
  }

  @Test func `locks are known by their names, and others' files and torn ones are none`() {
    let files = ChangingFiles([
      "\(Self.folder)/gateway.a.lock": lock(11), "\(Self.folder)/state.b.lock": lock(12),
      "\(Self.folder)/other.lock": lock(13), "\(Self.folder)/gateway.c.lock.tmp": lock(14),
      "\(Self.folder)/gateway.d.lock": "{ \"pid\": 15,", "\(Self.folder)/gateway.e.lock": lock(16),
    ])
    // Everybody may write there: what another user leaves proves nothing.
    files.give("\(Self.folder)/gateway.e.lock")
    var reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder, "/none"]).map(\.pid) == [11, 12])
  }

  @Test func `the lock that says most comes first, then the one with the first path`() {
    let files = ChangingFiles([
      "\(Self.folder)/gateway.1.lock": lock(1001), "\(Self.folder)/gateway.2.lock": lock(1002, port: 5),
      "\(Self.folder)/gateway.4.lock": lock(1004, config: "/c"),
      "\(Self.folder)/gateway.3.lock": lock(1003, config: "/c"),
      "/h/s/tmp/openclaw-1000/gateway.9.lock": lock(1009, config: "/c", port: 5),
    ])
    var reader = LockReader(host: files.host())
    let found = reader.read(directories: [Self.folder, "/h/s/tmp/openclaw-1000"])
    #expect(found.map(\.pid) == [1009, 1003, 1004, 1002, 1001])
  }

  @Test func `an unchanged lock is not read again, a changed one is, and one that is gone is forgotten`() {
    let path = "\(Self.folder)/gateway.a.lock"
    let files = ChangingFiles([path: lock(11), "\(Self.folder)/gateway.b.lock": "torn"])
    var reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [11])
    #expect(files.takeReads().count == 2)
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [11])
    // A torn file is not read again either while nobody writes to it.
    #expect(files.takeReads() == [:])
    files.write(path, lock(12))
    files.write("\(Self.folder)/gateway.b.lock", lock(13))
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [12, 13])
    files.remove(path)
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [13])
  }

  @Test func `a lock that cannot be read is passed over, and the others stand`() {
    let files = ChangingFiles([
      "\(Self.folder)/gateway.a.lock": lock(11), "\(Self.folder)/gateway.b.lock": lock(12),
    ])
    files.deny("\(Self.folder)/gateway.a.lock")
    var reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [12])
  }
}
