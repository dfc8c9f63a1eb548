import Host

extension Machine {
  /// The same machine without the units of the real one: those are none of a test's business, and reading them takes time.
  /// - Parameter home: units below it stay.
  public func alone(in home: String) -> Machine {
    var host = self
    host.files.list = { [list = files.list] path in
      path.contains("/systemd") && !path.hasPrefix(home + "/")
        ? .failure(.missingDirectory) : list(path)
    }
    return host
  }
}
