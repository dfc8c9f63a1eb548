import GatewayModel
import Host
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Discovery

/// What is read of users and mounts, and how much is done at once.
@Suite(.computing) struct HostPartsTests {
  private static let passwd = """
    root:x:0:0:root:/root:/bin/bash
    broken:x:5
    claw:x:1001:1001:Claw,,,:/var/lib/../claw/:/bin/sh
    nohome:x:1002:1002:::/bin/sh
    1001x:x:1003:1003::/home/odd:/bin/sh
    """

  @Test(
    arguments: [
      ("root", "/root"), ("claw", "/var/claw"), ("1001", "/var/claw"), ("1001x", "/home/odd"),
      ("nohome", nil), ("broken", nil), ("cla", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func `a user's home is the sixth field, found by name or by number`(user: String, home: String?) {
    let files = FakeHost.host(files: ["/etc/passwd": Self.passwd], environment: [:]).files
    #expect(Passwd.home(of: user, files: files) == home)
  }

  @Test func `without a list of users none is known`() {
    #expect(Passwd.home(of: "root", files: FakeHost.host(files: [:], environment: [:]).files) == nil)
  }

  @Test(
    arguments: [
      ("lingers", ["/run/systemd/users/1000", "/var/lib/systemd/linger/ann"], "/h", true),
      ("does not", ["/run/systemd/users/1000"], "/h", false),
      ("another one lingers", ["/run/systemd/users/1000", "/var/lib/systemd/linger/bob"], "/h", false),
      ("no logind keeps the user", ["/var/lib/systemd/linger/ann"], "/h", nil),
      ("another home is meant", ["/run/systemd/users/1000", "/var/lib/systemd/linger/ann"], "/o", nil),
    ] as [(String, [String], String, Bool?)])
  func `whether units live on without a login`(why: String, files: [String], home: String, isOn: Bool?) {
    var host = FakeHost.host(
      files: Dictionary(uniqueKeysWithValues: files.map { ($0, "") }), environment: [:])
    host.system.userName = "ann"
    host.system.userHome = "/h/"
    #expect(Linger.isOn(host.system, home: home, host.files) == isOn, "\(why)")
    host.system.userName = nil
    #expect(Linger.isOn(host.system, home: home, host.files) == nil)
  }

  /// Files of this machine and of process 7's root, each with its inode and time.
  private let sight: MountSight = {
    var files = FakeHost.host(files: [:], environment: [:]).files
    files.status = { path in
      let known: [String: (UInt64, Double)] = [
        "/h/s": (1, 10), "/proc/7/root/h/s": (1, 10), "/h/c": (2, 10), "/proc/7/root/h/c": (3, 10),
        "/h/t": (4, 10), "/proc/7/root/h/t": (4, 11), "/proc/7/root/only/theirs": (5, 1),
        "/only/ours": (6, 1),
      ]
      return known[path].map { FileStatus(kind: .directory, inode: $0.0, changedAt: $0.1) }
    }
    return MountSight(files: files)
  }()

  @Test(
    arguments: [
      ("/h/s", 7, true), ("/h/c", 7, false), ("/h/t", 7, false), ("/only/theirs", 7, false),
      ("/only/ours", 7, false), ("/h/s", 8, false),
    ] as [(String, Int32, Bool)])
  func `a path of a process is the same place where the very same file is`(
    path: String, pid: Int32, isSame: Bool
  ) {
    #expect(sight.isSamePlace(pid, path) == isSame)
  }

  @Test(
    arguments: [
      ("all its places are ours", "/h/s", "/h/s", true, false),
      ("its config is another file", "/h/c", "/h/s", true, true),
      ("its state directory is another one", "/h/s", "/h/c", true, true),
      ("it sees our mounts", "/h/c", "/h/c", false, false),
      ("its state directory stands in its variable", "/h/s", nil, true, true),
    ] as [(String, String, String?, Bool, Bool)])
  func `a lock of a process that finds other files there proves nothing here`(
    why: String, config: String, state: String?, seesOtherMounts: Bool, isElsewhere: Bool
  ) {
    var process = InventoryFacts.GatewayProcess(
      identity: .init(pid: 7, startTicks: 1), environment: ["OPENCLAW_STATE_DIR": "/h/t"], controlGroup: nil,
      userID: 1000)
    process.seesOtherMounts = seesOtherMounts
    let lock = LockRecord(path: "/tmp/x.lock", pid: 7, configPath: config, stateDir: state)
    #expect(sight.isElsewhere(lock, [process]) == isElsewhere, "\(why)")
    #expect(!sight.isElsewhere(lock, []))
  }

  @Test(arguments: [0, 1, 63, 64, 65, 130])
  func `on several cores each element is mapped once, and their order stays`(count: Int) {
    let calls = Mutex(0)
    let found = (0..<count).map(\.self).parallelMap { number in
      calls.withLock { $0 += 1 }
      return number * 2
    }
    #expect(found == (0..<count).map { $0 * 2 })
    #expect(calls.withLock { $0 } == count)
  }

  @Test func `a file that is asked for twice is noted once, in the order of asking`() {
    let recorder = FileRecorder()
    for path in ["/b", "/a", "/b"] { recorder.note(path) }
    #expect(recorder.all == ["/b", "/a"])
  }
}
