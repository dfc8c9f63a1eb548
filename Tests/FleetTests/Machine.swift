import Host

/// Foundation has a `Host` too: files that need both say `Machine`.
typealias Machine = Host
