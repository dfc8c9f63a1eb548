/// Files that are read into a script.
extension ShellScript {
  /// Reads the files that a shell reads at its start.
  mutating func begin(_ shell: String, isLogin: Bool) {
    let exists = { path in if case .missing = read(path) { false } else { true } }
    let names = ShellStartFiles.all(
      shell, isLogin: isLogin, isInteractive: isInteractive, home: home, exists: exists)
    for path in names { source(path, isNeeded: false) }
  }

  /// The end of a file that is read into a script, where it comes to that.
  mutating func giveBack() {
    if flow.isPlain || flow.asksForPerson && !isInteractive {
      flow.hasReturned = true
    } else if !flow.asksForPerson {
      flow.mayHaveReturned = true
    }
  }

  /// - Parameter isNeeded: whether a file that cannot be read leaves it open what it would have set.
  mutating func source(_ path: String, isNeeded: Bool) {
    if StartCommand.isUnknown(path) {
      openBecause = "a file whose name is not known is read into it"
      return
    }
    let path = UserPath.resolve(path, home: home, workingDirectory: workingDirectory ?? directory)
    if StartCommand.isUnknown(path) {
      openBecause = "a file in a directory that is not known is read into it"
      return
    }
    switch read(path) {
    case .text(let text):
      guard budget.depth < Self.depthLimit, budget.files > 0 else {
        openBecause = "\(path) is read into it"
        return
      }
      budget.files -= 1
      let names = text.holds("OPENCLAW_") || text.holds("CLAWDBOT_")
      // Hundreds of functions of a version manager say nothing of a gateway.
      guard names || text.utf8.count <= Self.sizeLimit, !path.begins(with: "/etc/") || names else {
        return variables.forgetNames(in: text)
      }
      var script = self
      script.commands = []
      script.flow = ShellFlow(depth: flow.depth)
      script.budget.depth += 1
      let isUnderstood = script.run(text)
      // Whatever comes of it, this much is gone.
      (budget.files, budget.calls) = (script.budget.files, script.budget.calls)
      if isUnderstood, names || script.openBecause == openBecause {
        take(over: script)
      } else if names {
        openBecause = "\(path) cannot be understood"
      } else {
        variables.forgetNames(in: text)
      }
      if budget.files == 0 { openBecause = openBecause ?? "too many files are read into it" }
    case .missing: return
    case .unreadable: if isNeeded { openBecause = "\(path) cannot be read" }
    }
  }

  private mutating func take(over script: ShellScript) {
    variables = script.variables
    bodies = script.bodies
    openBecause = script.openBecause
    commands += script.commands
    if commands.count > Self.commandLimit { shared.exhaust() }
  }

  mutating func evaluate(_ words: ArraySlice<[ShellWords.Piece]>) {
    let raw = words.flatMap { $0 }.map { piece in
      switch piece {
      case .literal(let text), .open(let text, _): text
      }
    }.joined(separator: " ")
    if ShellReserved.harmlessEvaluations.contains(where: { raw.contains($0) }) { return }
    openBecause = "what a command prints is run in it (eval)"
  }
}
