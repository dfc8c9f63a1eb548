import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// A home of its own for stand-in gateways, gone when it is removed.
public struct TemporaryHome: Sendable {
  /// Bases that are tried; far from the ports of real gateways and below the kernel's ephemeral range.
  private static let bases = Array(stride(from: 24789, through: 31789, by: 200))

  /// `$TMPDIR/gatehouse-NAME-XXXXXX`, or below `/tmp`; mode 0700.
  public let path: String

  /// - Throws: `Exit` with a message where no directory can be made.
  init(_ name: String) throws {
    let directory = ProcessInfo.processInfo.environment["TMPDIR"]?.nonBlank ?? "/tmp"
    // `mkdtemp` writes the name that it chose over the six X.
    var template = Array("\(directory)/gatehouse-\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure.exit(.inputOutput, "no temporary directory can be made in \(directory)")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Locks and whatever else is temporary belong to it too.
    guard mkdir(temporary, 0o700) == 0 else {
      throw Failure.exit(.inputOutput, "no directory can be made in \(path)")
    }
  }

  var temporary: String { path + "/tmp" }

  /// Base ports whose whole footprint nobody listens on.
  /// - Throws: `Exit` with a message where there are not so many.
  static func freeBases(_ count: Int, host: Machine) throws -> [Int] {
    let taken = Set(host.processes.listeners().map(\.port))
    // Several of this at once begin at different places.
    let first = Int(getpid()) % bases.count
    let rotated = bases[first...] + bases[..<first]
    let free = rotated.filter { base in !(base...(base + 110)).contains { taken.contains($0) } }
    guard free.count >= count else {
      throw Failure.exit(.notNow, "no \(count) free port ranges between \(bases[0]) and 31899")
    }
    return free
  }

  /// Ends what a gateway that was killed has left behind: whatever was started with this home's own temporary directory.
  public func endRest(host: Machine) {
    for facts in host.processes.all() where facts.pid != host.system.processID {
      guard host.processes.userID(facts.pid) == host.system.userID,
        host.processes.environment(facts.pid)?["TMPDIR"] == temporary
      else { continue }
      _ = host.processes.signal(facts.identity, SIGKILL)
    }
  }

  /// Removes it with all that is in it; what cannot be removed is left to whatever sweeps the temporary directory.
  public func remove() { try? FileManager.default.removeItem(atPath: path) }
}
