import Dispatch
import Synchronization

/// Asks files on threads that may be lost, so that a file system which does not answer holds up nobody for long.
///
/// Whoever asks waits so many seconds for an answer. Then the place is remembered as silent, the thread is left to its question, and
/// everything else that is asked of that place fails at once, until the question is answered after all. A silent place is asked again
/// now and then: it may have been unmounted meanwhile.
final class FilePatience: Sendable {
  /// One question that is under way.
  private struct Question {
    var attempt: Int
    var path: String
    /// Seconds, by `elapsed`.
    var since: Double
    /// Seconds since 1970.
    var askedAt: Double
  }

  private struct SilentPlace {
    var silence: FileSilence
    /// Paths that lead into it by a link.
    var aliases: [String]
    var questions: Set<Int>
    /// When it is asked again, and after which pause the next time; by `elapsed`.
    var askAgainAt: Double
    var pause: Double
    /// When it may be asked freely again, once it has answered; by `elapsed`.
    var endsAt: Double?

    func covers(_ path: String, isLinkItself: Bool) -> Bool {
      if path == silence.place || path.utf8.starts(with: (silence.place + "/").utf8) { return true }
      return aliases.contains { alias in
        !isLinkItself && path == alias || path.utf8.starts(with: (alias + "/").utf8)
      }
    }
  }

  private struct State {
    var questions: [Int: Question] = [:]
    var last = 0
    var silent: [SilentPlace] = []
    var idle: [DispatchQueue] = []
  }

  /// How long is waited.
  struct Limits {
    /// Seconds for an answer to a question that changes nothing.
    var reading = 1.5
    /// Seconds for a write: a slow disk needs its time for what must not be lost.
    var writing = 5.0
    /// Seconds until a silent place is asked again; twice as many each further time.
    var askAgain = 60.0
    /// Seconds for which a place stays silent after its answer: one that only is slow would hold up every look anew.
    var rest = 5.0
  }

  private let state = Mutex(State())
  private let limits: Limits
  /// Seconds since 1970.
  private let now: @Sendable () -> Double
  /// Seconds that run while the machine does: after its sleep nothing seems to have hung.
  private let elapsed: @Sendable () -> Double
  /// The files of this machine, asked directly.
  let files: Machine.Files

  init(
    _ files: Machine.Files, limits: Limits = Limits(), now: @escaping @Sendable () -> Double,
    elapsed: @escaping @Sendable () -> Double
  ) {
    self.files = files
    self.limits = limits
    self.now = now
    self.elapsed = elapsed
  }

  // MARK: Silent places

  /// Why a path is not asked for now; nil where it is.
  /// - Parameter isLinkItself: whether only a link at that path is asked for, and not what it leads to.
  func silence(_ path: String, isLinkItself: Bool = false) -> FileSilence? {
    let moment = elapsed
    let (found, question) = state.withLock { state -> (FileSilence?, Int?) in
      if state.silent.isEmpty { return (nil, nil) }
      let time = moment()
      state.silent.removeAll { $0.endsAt.map { time >= $0 } ?? false }
      guard let index = state.silent.firstIndex(where: { $0.covers(path, isLinkItself: isLinkItself) }) else {
        return (nil, nil)
      }
      let silence = state.silent[index].silence
      guard state.silent[index].endsAt == nil, time >= state.silent[index].askAgainAt else {
        return (silence, nil)
      }
      state.silent[index].pause *= 2
      state.silent[index].askAgainAt = time + state.silent[index].pause
      state.last += 1
      state.silent[index].questions.insert(state.last)
      return (silence, state.last)
    }
    if let found, let question { askAgain(found.place, question) }
    return found
  }

  /// The places that do not answer now.
  var silences: [FileSilence] { state.withLock { $0.silent.map(\.silence) } }

  private func askAgain(_ path: String, _ question: Int) {
    DispatchQueue(label: "gatehouse.files.again").async { [self] in
      _ = files.list(path)
      answered(question)
    }
  }

  private func answered(_ question: Int) {
    let time = elapsed()
    state.withLock { state in
      state.questions[question] = nil
      if state.silent.isEmpty { return }
      for index in state.silent.indices where state.silent[index].questions.contains(question) {
        state.silent[index].endsAt = time + limits.rest
      }
    }
  }

  // MARK: Asking

  /// Asks one question.
  /// - Parameter silent: the answer where the place is silent.
  func ask<Answer: Sendable>(
    _ path: String, isWrite: Bool = false, isLinkItself: Bool = false,
    silent: @escaping @Sendable (FileSilence) -> Answer, question: @escaping @Sendable () -> Answer
  ) -> Answer {
    if let silence = silence(path, isLinkItself: isLinkItself) { return silent(silence) }
    let attempt = FileAttempt.current
    if attempt != 0 { return noted(path, attempt, question) }
    let answer = LateAnswer<Answer>()
    let isDone = self.attempt(isWrite ? limits.writing : limits.reading) { [self] in
      let found = noted(path, FileAttempt.current, question)
      answer.value.withLock { $0 = found }
    }
    if isDone, let found = answer.value.withLock({ $0 }) { return found }
    return silent(silence(path, isLinkItself: isLinkItself) ?? FileSilence(place: path, since: now()))
  }

  private func noted<Answer>(_ path: String, _ attempt: Int, _ question: () -> Answer) -> Answer {
    let open = Question(attempt: attempt, path: path, since: elapsed(), askedAt: now())
    let number = state.withLock { state in
      state.last += 1
      state.questions[state.last] = open
      return state.last
    }
    defer { answered(number) }
    return question()
  }

  /// Does work that asks files, on a thread that may be lost.
  /// - Returns: false where a question of it was not answered in time. Its place is known to be silent then, and the work may be done
  ///   again; what the lost thread still finds is to be left alone.
  func attempt(_ work: @escaping @Sendable () -> Void) -> Bool {
    if FileAttempt.current != 0 {
      work()
      return true
    }
    return attempt(limits.reading, work)
  }

  private func attempt(_ patience: Double, _ work: @escaping @Sendable () -> Void) -> Bool {
    let (number, thread) = state.withLock { state in
      state.last += 1
      return (state.last, state.idle.popLast() ?? DispatchQueue(label: "gatehouse.files"))
    }
    let done = DispatchSemaphore(value: 0)
    thread.async { [self] in
      FileAttempt.carry(number, work)
      state.withLock { if $0.idle.count < 4 { $0.idle.append(thread) } }
      done.signal()
    }
    while done.wait(timeout: .now() + patience / 4) == .timedOut {
      let time = elapsed()
      let stuck = state.withLock { state in
        state.questions.first { $0.value.attempt == number && time - $0.value.since >= patience }
      }
      guard let stuck else { continue }
      remember(stuck.key, stuck.value)
      return false
    }
    return true
  }

  private func remember(_ number: Int, _ question: Question) {
    let (place, alias) = SilentPath(files: files).place(of: question.path)
    let time = elapsed()
    state.withLock { state in
      // Answered while its place was looked up: only slow, and known for a moment all the same, or the work would never be done.
      let isOpen = state.questions[number] != nil
      let endsAt = isOpen ? nil : time + limits.rest
      if let index = state.silent.firstIndex(where: { $0.silence.place == place }) {
        state.silent[index].questions.insert(number)
        state.silent[index].endsAt = endsAt
        if let alias, !state.silent[index].aliases.contains(alias) {
          state.silent[index].aliases.append(alias)
        }
        return
      }
      state.silent.append(
        SilentPlace(
          silence: FileSilence(place: place, since: question.askedAt), aliases: [alias].compactMap(\.self),
          questions: [number], askAgainAt: time + limits.askAgain, pause: limits.askAgain, endsAt: endsAt))
    }
  }
}

/// The answer of a thread that may come too late for whoever asked.
private final class LateAnswer<Answer: Sendable>: Sendable {
  let value = Mutex<Answer?>(nil)
}
