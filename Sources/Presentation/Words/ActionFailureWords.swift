import GatewayModel

extension ActionFailure {
  /// What a person reads: what was tried, on which gateway or file, and what became of it.
  public var message: String {
    switch self {
    case .file(let trouble): trouble.message
    case .launch(let failure): failure.message
    case .start(let name, let end, let lines, let left):
      [
        lines.isEmpty ? end.words(of: name) : "\(end.words(of: name)): \(lines.joined(separator: " / "))",
        left?.message,
      ]
      .compactMap(\.self).joined(separator: "; ")
    case .stop(let failure): failure.message
    case .unit(let failure): failure.message
    case .command(let text): text
    case .rescue(let failure): failure.message
    case .remarked(let failure, let remark): "\(failure.message); \(remark)"
    }
  }
}

extension FileTrouble {
  /// What a person reads.
  var message: String {
    switch self {
    case .cannotMake(let path, let failure): "\(path) cannot be made: \(failure)"
    case .runRecord(let name, let failure, let left):
      "the run record of \(name) cannot be written: \(failure)\(left.map { "; \($0.message)" } ?? "")"
    case .stopRecord(let name, let path, let failure):
      "\(name) is stopped, but that cannot be written to \(path) (\(failure)): whoever supervises it may start it again"
    case .policy(let name, let failure): "the policy of \(name) cannot be written: \(failure)"
    case .unwritable(let path, let failure): "\(path) cannot be written: \(failure)"
    case .backupNote(let failure):
      "what is to be replaced cannot be written down (\(failure)), so nothing was"
    case .backup(let failure): "what is there cannot be kept (\(failure)), so nothing was replaced"
    case .restore(let path, let failure, let left):
      "\(path) cannot be written: \(failure); "
        + (left.isEmpty
          ? "everything is as it was"
          : "\(left.joined(separator: ", ")) could not be put back and is as in the copy")
    }
  }
}

extension StopFailure {
  /// What a person reads.
  var message: String {
    switch self {
    case .runsSilent(let name, let pid):
      "\(name) runs (pid \(pid)), but it does not answer; restart it, or stop it"
    case .wouldNotEnd(let name, let what): "\(name): \(what) would not end"
    case .endedButPortHeld(let name, let port, let holder):
      "\(name) ended, but port \(port) is held by \(holder ?? "another process")"
    case .brokenOff(let name): "the stop of \(name) was broken off"
    case .twin(let name, let pid, let other):
      "pid \(pid) of \(name) is stopped, but \(name) runs also as pid \(other), which goes on: stop it where it was started"
    case .browserWouldNotEnd(let name, let pid): "\(name): its Chrome (pid \(pid)) would not end"
    }
  }
}

extension ActionFailure.Unit {
  /// What a person reads.
  var message: String {
    switch self {
    case .manager(let unit, let verb, let said): "\(unit) could not be \(verb): \(said)"
    case .start(let end, let unstopped, let log):
      "\(end.words)\(unstopped.map { "; it could not be stopped again: \($0)" } ?? ""); `\(log)` shows what it said"
    case .stop(let unit, let seconds): "\(unit) did not stop within \(Int(clamping: seconds)) s"
    }
  }
}

extension ActionFailure.StartEnd {
  fileprivate func words(of name: String) -> String {
    switch self {
    case .ended(let how, let isAgain):
      "\(name) ended while starting (\(how ?? "it is gone")\(isAgain ? ", as the time before" : ""))"
    case .calledOff: "the start of \(name) was called off"
    case .otherProcess(let port): "port \(port) is answered by another process than the one started"
    case .silent(let seconds): "\(name) did not answer within \(Int(clamping: seconds)) s"
    }
  }
}

extension ActionFailure.UnitEnd {
  fileprivate var words: String {
    switch self {
    case .calledOff(let unit): "the start of \(unit) was called off"
    case .looping(let unit, let times): "\(unit) is restarted again and again (\(times) times so far)"
    case .failed(let unit, let result): "\(unit) failed\(result.map { " (\($0))" } ?? "")"
    case .silent(let name, let seconds): "\(name) did not answer within \(Int(clamping: seconds)) s"
    }
  }
}

extension LaunchFailure {
  /// What a person reads: which program or file, and why.
  public var message: String {
    switch self {
    case .logFile(let path, let reason): "the log file \(path) cannot be opened: \(reason)"
    case .cannotRun(let path): "\(path) cannot be run"
    }
  }
}
