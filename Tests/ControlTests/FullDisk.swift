import Host

/// A host whose disk is full for some files.
/// - Parameter isFull: whether a text cannot be written to, or at the end of, a file.
func fullDisk(_ isFull: @escaping @Sendable (_ path: String, _ text: String) -> Bool)
  -> @Sendable (Machine) -> Machine
{
  { original in
    var host = original
    let failure = FileFailure.system("no space left on device")
    host.files.write = { path, text, mode in
      isFull(path, text) ? failure : original.files.write(path, text, mode)
    }
    host.files.append = { path, text, mode in
      isFull(path, text) ? failure : original.files.append(path, text, mode)
    }
    return host
  }
}
