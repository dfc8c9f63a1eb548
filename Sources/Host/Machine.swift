/// Everything outside this process that Gatehouse looks at or touches, as one struct of functions.
///
/// `Machine.live` is this machine. Tests begin with `Machine.unimplemented`, which traps on whatever they forgot to set.
public struct Machine: Sendable {
  /// Files and directories.
  public var files: Files
  /// Processes and the sockets that they hold.
  public var processes: Processes
  /// Who runs Gatehouse where, and the clocks.
  public var system: System

  /// Made by `live()` for this machine; tests put one together.
  public init(files: Files, processes: Processes, system: System) {
    self.files = files
    self.processes = processes
    self.system = system
  }
}

extension Machine {
  /// What does not change while Gatehouse runs, and the clocks.
  public struct System: Sendable {
    /// As `gethostname` says it.
    public var hostName: String
    /// The real user of this process (`getuid`).
    public var userID: UInt32
    /// The name of that user; nil where nobody has that number.
    public var userName: String?
    /// That user's own home; nil where nobody has that number.
    public var userHome: String?
    /// This process.
    public var processID: Int32
    /// Identifies this boot: a record of another boot speaks of processes that are gone.
    public var bootID: String
    /// The variables of this process, as they were when the value was made.
    public var environment: [String: String]
    /// That of this process, absolute; `/` where it cannot be read.
    public var workingDirectory: String
    /// Kernel clock ticks a second, the unit of process start times and CPU times.
    public var ticksPerSecond: Int
    /// Seconds since 1970.
    public var now: @Sendable () -> Double
    /// Seconds since boot.
    public var uptime: @Sendable () -> Double
    /// Waits so many seconds; throws as soon as the task is cancelled.
    public var sleep: @Sendable (_ seconds: Double) async throws(CancellationError) -> Void

    /// Made by `Machine.live()`; a test gives what its case needs.
    public init(
      hostName: String, userID: UInt32, userName: String? = nil, userHome: String? = nil,
      processID: Int32 = 0, bootID: String, environment: [String: String],
      workingDirectory: String, ticksPerSecond: Int, now: @escaping @Sendable () -> Double,
      uptime: @escaping @Sendable () -> Double,
      sleep: @escaping @Sendable (Double) async throws(CancellationError) -> Void
    ) {
      self.hostName = hostName
      self.userName = userName
      self.userHome = userHome
      self.userID = userID
      self.processID = processID
      self.bootID = bootID
      self.environment = environment
      self.workingDirectory = workingDirectory
      self.ticksPerSecond = ticksPerSecond
      self.now = now
      self.uptime = uptime
      self.sleep = sleep
    }
  }

  /// What is done with files. Paths are taken as they are, without a `~`, and may be absolute or relative to the working directory.
  public struct Files: Sendable {
    /// The content of a regular file of at most `limit` bytes. Never waits: a FIFO or device is refused.
    public var read: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], FileFailure>
    /// The same, but a path that is a symbolic link is refused: for files that somebody else could put in another's place.
    public var readPlain: @Sendable (_ path: String, _ limit: Int) -> Result<OpenedFile, FileFailure>
    /// Of a link itself, whose kind is `other`; nil where nothing is.
    public var plainStatus: @Sendable (_ path: String) -> FileStatus?
    /// Follows links; nil where nothing is.
    public var status: @Sendable (_ path: String) -> FileStatus?
    /// The names in a directory, unsorted.
    public var list: @Sendable (_ path: String) -> Result<[String], FileFailure>
    /// With all links resolved; nil where nothing is.
    public var realPath: @Sendable (_ path: String) -> String?
    /// What a symbolic link says; nil where there is none.
    public var link: @Sendable (_ path: String) -> String?
    /// Replaces a file in one step: a reader sees the old or the new content, also after a crash.
    public var write: @Sendable (_ path: String, _ content: String, _ mode: UInt32) -> FileFailure?
    /// Writes to the end of a file in one piece, and makes it where it is not there.
    public var append: @Sendable (_ path: String, _ content: String, _ mode: UInt32) -> FileFailure?
    /// Gives a file another name, in place of whatever has that name.
    public var rename: @Sendable (_ path: String, _ newPath: String) -> FileFailure?
    /// Copies a file's content, also while somebody appends to it, and empties it: whoever holds it open goes on writing to it.
    public var copyAndEmpty: @Sendable (_ path: String, _ copy: String) -> FileFailure?
    /// With all missing parents.
    public var makeDirectory: @Sendable (_ path: String, _ mode: UInt32) -> FileFailure?
    /// Removes a file or a link, no directory. Nil also where there is none.
    public var remove: @Sendable (_ path: String) -> FileFailure?
    /// Takes an exclusive lock without waiting; nil while somebody else holds it.
    public var lock: @Sendable (_ path: String) -> Result<FileLock?, FileFailure>
    /// A file from `offset` to its end, but at most its last `limit` bytes. From the beginning where `offset` lies behind the end, as after
    /// a rotation.
    public var tail: @Sendable (_ path: String, _ offset: Int, _ limit: Int) -> Result<FileTail, FileFailure>
    /// Why a path is not asked for now; nil where its file system answers. Where it does not, nil as the status or the link of a path does
    /// not say that nothing is there.
    public var silence: @Sendable (_ path: String) -> FileSilence? = { _ in nil }
    /// All file systems that do not answer now.
    public var silences: @Sendable () -> [FileSilence] = { [] }
    /// Holds so many descriptors until the object goes, for what must not fail for want of them later; nil where there are not so many left.
    public var reserveDescriptors: @Sendable (_ count: Int) -> FileLock? = { _ in FileLock(release: {}) }
    /// Does work that asks many files, on a thread that may be lost. False where one of them did not answer in time: its file system is
    /// known as silent then, and the work is to be done again.
    public var attempt: @Sendable (_ work: @escaping @Sendable () -> Void) -> Bool = { work in
      work()
      return true
    }

    /// Made by `Machine.live()`; tests replace single functions.
    public init(
      read: @escaping @Sendable (String, Int) -> Result<[UInt8], FileFailure>,
      readPlain: @escaping @Sendable (String, Int) -> Result<OpenedFile, FileFailure>,
      plainStatus: @escaping @Sendable (String) -> FileStatus?,
      status: @escaping @Sendable (String) -> FileStatus?,
      list: @escaping @Sendable (String) -> Result<[String], FileFailure>,
      realPath: @escaping @Sendable (String) -> String?,
      link: @escaping @Sendable (String) -> String?,
      write: @escaping @Sendable (String, String, UInt32) -> FileFailure?,
      append: @escaping @Sendable (String, String, UInt32) -> FileFailure?,
      rename: @escaping @Sendable (String, String) -> FileFailure?,
      copyAndEmpty: @escaping @Sendable (String, String) -> FileFailure?,
      makeDirectory: @escaping @Sendable (String, UInt32) -> FileFailure?,
      remove: @escaping @Sendable (String) -> FileFailure?,
      lock: @escaping @Sendable (String) -> Result<FileLock?, FileFailure>,
      tail: @escaping @Sendable (String, Int, Int) -> Result<FileTail, FileFailure>
    ) {
      self.read = read
      self.readPlain = readPlain
      self.plainStatus = plainStatus
      self.status = status
      self.list = list
      self.realPath = realPath
      self.link = link
      self.write = write
      self.append = append
      self.rename = rename
      self.copyAndEmpty = copyAndEmpty
      self.makeDirectory = makeDirectory
      self.remove = remove
      self.lock = lock
      self.tail = tail
    }
  }

  /// What can be seen of processes, and signals to them. By `/proc` and the kernel's socket monitor.
  public struct Processes: Sendable {
    /// The numbers of all processes.
    public var pids: @Sendable () -> [Int32]
    /// One sweep over all processes.
    public var all: @Sendable () -> [ProcessFacts]
    /// One process as it is now; nil where there is no such process.
    public var facts: @Sendable (_ pid: Int32) -> ProcessFacts?
    /// Nil where it may not be read; empty for a kernel thread.
    public var commandLine: @Sendable (_ pid: Int32) -> [String]?
    /// What the process was started with; nil where it may not be read.
    public var environment: @Sendable (_ pid: Int32) -> [String: String]?
    /// The control group of a process, e.g. `/user.slice/…/openclaw-gateway.service`.
    public var controlGroup: @Sendable (_ pid: Int32) -> String?
    /// From where a process sees its files; nil where it may not be seen.
    public var view: @Sendable (_ pid: Int32) -> ProcessView?
    /// The owner of a process.
    public var userID: @Sendable (_ pid: Int32) -> UInt32?
    /// The inodes of the sockets that a process holds; nil where they may not be seen.
    public var sockets: @Sendable (_ pid: Int32) -> Set<UInt64>?
    /// All listening TCP sockets of this machine, IPv4 and IPv6.
    public var listeners: @Sendable () -> [ListeningSocket]
    /// The socket with which a server accepted a connection; nil where it has not accepted it, or it is closed.
    public var acceptedSocket: @Sendable (_ connection: Connection) -> AcceptedSocket?
    /// Signals the very process that is meant; false where it is gone or another has its number.
    public var signal: @Sendable (_ target: ProcessIdentity, _ signal: Int32) -> Bool
    /// Signals a whole process group. The caller has proven that the group is ours.
    public var signalGroup: @Sendable (_ group: Int32, _ signal: Int32) -> Bool
    /// Waits until one of these processes has ended, at most so many seconds; throws as soon as the task is cancelled.
    public var waitForEnd:
      @Sendable (_ processes: [ProcessIdentity], _ seconds: Double) async throws(CancellationError) -> Void

    /// Made by `Machine.live()`; tests replace single functions.
    public init(
      pids: @escaping @Sendable () -> [Int32], all: @escaping @Sendable () -> [ProcessFacts],
      facts: @escaping @Sendable (Int32) -> ProcessFacts?,
      commandLine: @escaping @Sendable (Int32) -> [String]?,
      environment: @escaping @Sendable (Int32) -> [String: String]?,
      controlGroup: @escaping @Sendable (Int32) -> String?,
      view: @escaping @Sendable (Int32) -> ProcessView?,
      userID: @escaping @Sendable (Int32) -> UInt32?,
      sockets: @escaping @Sendable (Int32) -> Set<UInt64>?,
      listeners: @escaping @Sendable () -> [ListeningSocket],
      acceptedSocket: @escaping @Sendable (Connection) -> AcceptedSocket?,
      signal: @escaping @Sendable (ProcessIdentity, Int32) -> Bool,
      signalGroup: @escaping @Sendable (Int32, Int32) -> Bool,
      waitForEnd: @escaping @Sendable ([ProcessIdentity], Double) async throws(CancellationError) -> Void
    ) {
      self.pids = pids
      self.all = all
      self.facts = facts
      self.commandLine = commandLine
      self.environment = environment
      self.controlGroup = controlGroup
      self.view = view
      self.userID = userID
      self.sockets = sockets
      self.listeners = listeners
      self.acceptedSocket = acceptedSocket
      self.signal = signal
      self.signalGroup = signalGroup
      self.waitForEnd = waitForEnd
    }
  }
}
