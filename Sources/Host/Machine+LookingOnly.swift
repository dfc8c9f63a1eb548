extension Machine {
  /// The same machine without any effect: nothing is written, locked or signalled, and each try says why.
  public func lookingOnly(_ failure: FileFailure) -> Machine {
    var machine = self
    machine.files.write = { _, _, _ in failure }
    machine.files.append = { _, _, _ in failure }
    machine.files.rename = { _, _ in failure }
    machine.files.copyAndEmpty = { _, _ in failure }
    machine.files.makeDirectory = { _, _ in failure }
    machine.files.remove = { _ in failure }
    machine.files.lock = { _ in .failure(failure) }
    machine.processes.signal = { _, _ in false }
    machine.processes.signalGroup = { _, _ in false }
    return machine
  }
}
