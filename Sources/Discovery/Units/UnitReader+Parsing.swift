import GatewayModel
import Host
import OpenClaw

/// Reads one unit from its files.
extension UnitReader {
  /// Drop-ins of one unit that are read, and their bytes in all.
  private static let dropInLimit = 200
  private static let dropInSizeLimit = 16 << 20

  func parse(_ job: Job, _ recorder: FileRecorder) -> UnitFile? {
    let (name, path, directory) = (job.name, job.path, job.directory)
    let files = host.files
    let read = { @Sendable (file: String) -> String? in
      recorder.note(file)
      // Files with a NUL byte in their first 4 KB are programs: they are not read as text.
      guard case .success(let bytes) = files.read(file, Self.limit),
        file.isSameBytes(as: path) || !bytes.prefix(4096).contains(0)
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let text = read(path) else { return unreadable(name, path: path, in: directory) }
    var parser = UnitParser(
      home: directory.home, read: read, exists: { files.status($0) != nil },
      list: { directory in
        guard case .success(let names) = files.list(directory) else { return [] }
        return names
      })
    parser.homeOfUser = { Passwd.home(of: $0, files: files) }
    let dropIns = readDropIns(job, read)
    let texts = [(path, text)] + dropIns.texts
    guard job.isQuadlet else {
      var unit = parser.parse(
        name: name, path: path, isUserUnit: directory.isUser, texts: texts, hasTimer: job.hasTimer)
      if dropIns.areCut { unit?.becomeOpen("it has more drop-ins than are read") }
      return unit
    }
    let sections = texts.map(\.1)
    let made = Quadlet.unit(of: path, sections)
    let service = Quadlet.service(name: made, sections) { read("\(directory.path)/\($0)") }
    var unit = parser.parse(
      name: made, path: path, isUserUnit: directory.isUser, texts: [(path, service)])
    unit?.isEnabled = Quadlet.isWanted(sections)
    if dropIns.areCut { unit?.becomeOpen("it has more drop-ins than are read") }
    return unit
  }

  private func readDropIns(
    _ job: Job, _ read: (String) -> String?
  ) -> (texts: [(String, String)], areCut: Bool) {
    var texts: [(String, String)] = []
    var size = 0
    for file in job.dropIns.prefix(Self.dropInLimit) {
      guard let text = read(file) else { continue }
      size += text.utf8.count
      if size > Self.dropInSizeLimit { return (texts, true) }
      texts.append((file, text))
    }
    return (texts, job.dropIns.count > Self.dropInLimit)
  }

  /// A file that is called like a gateway's unit, and cannot be read, is said to be so. A link to nowhere masks a unit.
  private func unreadable(_ name: String, path: String, in directory: Directory) -> UnitFile? {
    guard let profile = ServiceNames.profile(ofUnit: name), let status = host.files.status(path) else {
      return nil
    }
    if host.files.realPath(path) == "/dev/null" { return nil }
    let reason =
      switch host.files.read(path, Self.limit) {
      case .failure(let failure): failure.description
      case .success: "it changed while it was read"
      }
    return UnitFile(
      name: name, path: path, isUserUnit: directory.isUser,
      profile: profile, home: directory.home,
      problems: [status.kind == .file ? "it cannot be read: \(reason)" : "it is no regular file"])
  }
}

extension UnitFile {
  /// Whatever it sets may be set otherwise by what was not read.
  fileprivate mutating func becomeOpen(_ reason: String) {
    openVariables = reason
    problems.append("\(reason), so what it sets is not known")
  }
}
