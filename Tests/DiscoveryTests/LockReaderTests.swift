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

  @Test(arguments: [
    (0o700, false, true), (0o755, false, true), (0o775, false, true), (0o777, false, false),
    (0o1777 & 0o777, false, false), (0o702, false, false), (0o700, true, false),
  ])
  func `a directory that another user keeps or may write to holds no locks`(
    mode: Int, isForeign: Bool, isRead: Bool
  ) {
    let files = ChangingFiles(["\(Self.folder)/gateway.a.lock": lock(11)])
    files.open(Self.folder, UInt32(mode))
    if isForeign { files.give(Self.folder) }
    var reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == (isRead ? [11] : []))
  }

  @Test func `a lock, or a directory of locks, that is a link is none, wherever it leads`() {
    let files = ChangingFiles(
      ["/h/mine/gateway.a.lock": lock(11), "\(Self.folder)/gateway.b.lock": lock(12)],
      links: ["\(Self.folder)/gateway.a.lock": "/h/mine/gateway.a.lock", "/var/tmp/openclaw-1000": "/h/mine"])
    var reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder, "/var/tmp/openclaw-1000"]).map(\.pid) == [12])
  }

  @Test func `a link that is swapped in between look and opening is judged by what was opened`() {
    let path = "\(Self.folder)/gateway.a.lock"
    let files = ChangingFiles([path: lock(11)])
    var host = files.host()
    host.files.readPlain = { [files = host.files] opened, limit in
      files.read(opened, limit).map { OpenedFile(bytes: $0, status: FileStatus(kind: .file, userID: 1001)) }
    }
    var reader = LockReader(host: host)
    #expect(reader.read(directories: [Self.folder]).isEmpty)
    // The win is not kept either: the next look opens it again.
    reader = LockReader(host: files.host())
    #expect(reader.read(directories: [Self.folder]).map(\.pid) == [11])
  }
}
