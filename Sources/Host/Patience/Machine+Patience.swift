extension Machine {
  /// The same machine, but a file system that does not answer holds up nobody for long: see `FilePatience`.
  func patient(_ patience: FilePatience) -> Machine {
    var machine = self
    machine.files = files.patient(patience)
    let processes = processes
    // Of a process that hangs in the kernel these two wait for its memory.
    machine.processes.commandLine = { pid in
      patience.ask("/proc/\(pid)/cmdline", silent: { _ in nil }, question: { processes.commandLine(pid) })
    }
    machine.processes.environment = { pid in
      patience.ask("/proc/\(pid)/environ", silent: { _ in nil }, question: { processes.environment(pid) })
    }
    return machine
  }
}

extension Machine.Files {
  fileprivate func patient(_ patience: FilePatience) -> Machine.Files {
    var files = self
    files.silence = { patience.silence($0) }
    files.silences = { patience.silences }
    files.attempt = { patience.attempt($0) }
    look(&files, patience)
    change(&files, patience)
    return files
  }

  private func look(_ files: inout Machine.Files, _ patience: FilePatience) {
    let (read, readPlain, tail, list) = (read, readPlain, tail, list)
    files.read = { path, limit in
      patience.ask(path, silent: { .failure(.silent($0)) }, question: { read(path, limit) })
    }
    files.readPlain = { path, limit in
      patience.ask(path, silent: { .failure(.silent($0)) }, question: { readPlain(path, limit) })
    }
    files.tail = { path, offset, limit in
      patience.ask(path, silent: { .failure(.silent($0)) }, question: { tail(path, offset, limit) })
    }
    files.list = { path in patience.ask(path, silent: { .failure(.silent($0)) }, question: { list(path) }) }
    let (status, plainStatus, realPath, link) = (status, plainStatus, realPath, link)
    files.status = { path in patience.ask(path, silent: { _ in nil }, question: { status(path) }) }
    files.plainStatus = { path in
      patience.ask(path, isLinkItself: true, silent: { _ in nil }, question: { plainStatus(path) })
    }
    files.realPath = { path in patience.ask(path, silent: { _ in nil }, question: { realPath(path) }) }
    files.link = { path in
      patience.ask(path, isLinkItself: true, silent: { _ in nil }, question: { link(path) })
    }
  }

  private func change(_ files: inout Machine.Files, _ patience: FilePatience) {
    let (write, append, rename, copyAndEmpty) = (write, append, rename, copyAndEmpty)
    files.write = { path, content, mode in
      patience.ask(path, isWrite: true, silent: { .silent($0) }, question: { write(path, content, mode) })
    }
    files.append = { path, content, mode in
      patience.ask(path, isWrite: true, silent: { .silent($0) }, question: { append(path, content, mode) })
    }
    files.rename = { path, newPath in
      patience.ask(newPath, isWrite: true, silent: { .silent($0) }, question: { rename(path, newPath) })
    }
    files.copyAndEmpty = { path, copy in
      patience.ask(path, isWrite: true, silent: { .silent($0) }, question: { copyAndEmpty(path, copy) })
    }
    let (makeDirectory, remove, lock) = (makeDirectory, remove, lock)
    files.makeDirectory = { path, mode in
      patience.ask(path, isWrite: true, silent: { .silent($0) }, question: { makeDirectory(path, mode) })
    }
    files.remove = { path in
      patience.ask(path, isWrite: true, silent: { .silent($0) }, question: { remove(path) })
    }
    // A lock that is taken too late goes with the answer that nobody takes.
    files.lock = { path in
      patience.ask(path, isWrite: true, silent: { .failure(.silent($0)) }, question: { lock(path) })
    }
  }
}
