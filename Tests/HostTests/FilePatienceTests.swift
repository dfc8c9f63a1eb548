import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Host

/// What is asked of a file system that does not answer. The questions block in earnest, on threads of the patience.
struct FilePatienceTests {
  /// A machine of two file systems: what lies below `/mnt/dead` hangs until it is let go.
  private final class Disks: Sendable {
    private let hung = Mutex(true)
    private let asked = Mutex<[String]>([])
    let links: [String: String]
    private let gate = DispatchSemaphore(value: 0)

    init(links: [String: String] = [:]) { self.links = links }

    var questions: [String] { asked.withLock { $0 } }

    func answer(_ path: String) {
      asked.withLock { $0.append(path) }
      if Self.real(path, links).hasPrefix("/mnt/dead"), hung.withLock({ $0 }) {
        gate.wait()
        gate.signal()
      }
    }

    func letGo() {
      hung.withLock { $0 = false }
      gate.signal()
    }

    private static func real(_ path: String, _ links: [String: String]) -> String {
      for (link, target) in links where path == link || path.hasPrefix(link + "/") {
        return target + path.dropFirst(link.count)
      }
      return path
    }

    var files: Machine.Files {
      var files = Machine.unimplemented.files
      files.read = { [self] path, _ in
        if path == "/proc/self/mountinfo" {
          return .success(
            Array(
              "1 1 8:1 / / rw - ext4 /dev/a rw\n2 1 0:9 / /mnt/dead rw - nfs x:/ rw\n3 1 0:9 / /mnt/a\\040b rw - nfs x:/ rw\n"
                .utf8))
        }
        answer(path)
        return .success(Array("it".utf8))
      }
      files.status = { [self] path in
        answer(path)
        return FileStatus(kind: .file)
      }
      files.list = { [self] path in
        answer(path)
        return .success([])
      }
      files.link = { [self] in links[$0] }
      files.lock = { [self] path in
        answer(path)
        return .success(FileLock(release: { [self] in asked.withLock { $0.append("released \(path)") } }))
      }
      files.write = { [self] path, _, _ in
        answer(path)
        return nil
      }
      return files
    }
  }

  private func patience(_ disks: Disks, elapsed: (@Sendable () -> Double)? = nil) -> FilePatience {
    var limits = FilePatience.Limits()
    limits.reading = 0.1
    limits.writing = 0.1
    return FilePatience(
      disks.files, limits: limits, now: { 1000 },
      elapsed: elapsed ?? {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
      })
  }

  private func machine(_ disks: Disks, _ patience: FilePatience) -> Machine {
    var machine = Machine.unimplemented
    machine.files = disks.files
    return machine.patient(patience)
  }

  private let dead = FileSilence(place: "/mnt/dead", since: 1000)

  @Test func `a question that is not answered fails, and those to other file systems are answered`() {
    let disks = Disks()
    let files = machine(disks, patience(disks)).files
    #expect(files.read("/mnt/dead/x", 9) == .failure(.silent(dead)))
    #expect(files.read("/home/x", 9) == .success(Array("it".utf8)))
    #expect(files.silence("/mnt/dead/deep/er") == dead)
    #expect(files.silence("/mnt/deadly") == nil)
    #expect(files.silences() == [dead])
    disks.letGo()
  }

  @Test func `nothing more is asked of it, for reading or for writing`() {
    let disks = Disks()
    let files = machine(disks, patience(disks)).files
    _ = files.read("/mnt/dead/x", 9)
    #expect(files.status("/mnt/dead/y") == nil)
    #expect(files.list("/mnt/dead") == .failure(.silent(dead)))
    #expect(files.write("/mnt/dead/z", "", 0o600) == .silent(dead))
    #expect(disks.questions == ["/mnt/dead/x"])
    disks.letGo()
  }

  @Test func `once it has answered, and a moment later, it is asked again`() async {
    let disks = Disks()
    let step = ManualSteps()
    let patience = patience(disks, elapsed: { step.next() })
    let files = machine(disks, patience).files
    _ = files.read("/mnt/dead/x", 9)
    disks.letGo()
    #expect(
      await eventually {
        step.add(6)
        return files.silence("/mnt/dead/x") == nil
      })
    #expect(files.read("/mnt/dead/x", 9) == .success(Array("it".utf8)))
  }

  @Test func `a link that leads there is known with it, and can still be read itself`() {
    let disks = Disks(links: ["/home/a": "/mnt/dead/a"])
    let files = machine(disks, patience(disks)).files
    #expect(files.read("/home/a/x", 9) == .failure(.silent(dead)))
    #expect(files.silence("/home/a") == dead)
    #expect(files.link("/home/a") == "/mnt/dead/a")
    #expect(files.silence("/home/b") == nil)
    disks.letGo()
  }

  @Test func `work on many files is given up at the one that hangs, and done again without it`() {
    let disks = Disks()
    let files = machine(disks, patience(disks)).files
    let found = Found()
    let work = { @Sendable () -> Void in
      let statuses = ["/home/x", "/mnt/dead/x", "/home/y"].map { files.status($0) != nil }
      found.value.withLock { $0 = statuses }
    }
    #expect(!files.attempt(work))
    #expect(files.attempt(work))
    #expect(found.value.withLock { $0 } == [true, false, true])
    disks.letGo()
  }

  private final class Found: Sendable {
    let value = Mutex<[Bool]>([])
  }

  @Test func `a lock that is had too late is given back`() async {
    let disks = Disks()
    let files = machine(disks, patience(disks)).files
    guard case .failure(.silent) = files.lock("/mnt/dead/lock") else {
      Issue.record("it was had")
      return
    }
    disks.letGo()
    #expect(await eventually { disks.questions.contains("released /mnt/dead/lock") })
  }

  @Test func `a silent place is asked again now and then, for it may have been unmounted`() async {
    let disks = Disks()
    let step = ManualSteps()
    let files = machine(disks, patience(disks, elapsed: { step.next() })).files
    _ = files.read("/mnt/dead/x", 9)
    #expect(disks.questions.count == 1)
    step.add(61)
    #expect(files.silence("/mnt/dead/x") == dead)
    #expect(await eventually { disks.questions == ["/mnt/dead/x", "/mnt/dead"] })
    disks.letGo()
  }

  @Test(arguments: [
    ("/mnt/dead/x/y", "/mnt/dead", nil as String?), ("/mnt/a b/x", "/mnt/a b", nil),
    ("/home/me/x", "/home/me", nil), ("/proc/12/cmdline", "/proc/12", nil),
    ("/home/link/x", "/mnt/dead", "/home/link"), ("/home/relative/x", "/mnt/dead", "/home/relative"),
    ("/home/circle/x", "/home/circle", nil),
  ])
  func `the file system of a path is found without asking it`(path: String, place: String, alias: String?) {
    let disks = Disks(links: [
      "/home/link": "/mnt/dead/a", "/home/relative": "../mnt/./dead", "/home/circle": "/home/circle",
    ])
    let found = SilentPath(files: disks.files).place(of: path)
    #expect(found.place == place)
    #expect(found.alias == alias)
  }
}

/// A clock that goes on a little with each question, and as far as it is told.
private final class ManualSteps: Sendable {
  private let time = Mutex(0.0)

  func next() -> Double {
    time.withLock {
      $0 += 0.05
      return $0
    }
  }

  func add(_ seconds: Double) { time.withLock { $0 += seconds } }
}
