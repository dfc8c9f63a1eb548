import GatewayModel
import OpenClaw

extension ActionRefusal {
  /// What a person reads: what was not done, to which gateway or file, and what to do.
  public var message: String {
    switch self {
    case .target(let refusal): refusal.message
    case .busy(let refusal): refusal.message
    case .start(let refusal): refusal.message
    case .unit(let refusal): refusal.message
    case .file(let refusal): refusal.message
    case .pair(let refusal): refusal.message
    case .move(let refusal): refusal.message
    case .plan(let refusal): refusal.message
    case .setup(let refusal): refusal.message
    case .remarked(let refusal, let remark): "\(refusal.message); \(remark)"
    }
  }
}

extension TargetRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .foreignHome(let home): home.text
    case .gone(let name): "\(name ?? "this gateway") is gone"
    case .kept(let name, let keeper, let command):
      "\(name) is kept by \(keeper), which would start it again or beside it"
        + (command.map { ": `\($0)`" } ?? "")
    case .client(let name, let host):
      "\(name) is a client profile (gateway.mode: remote\(host.map { ", to \($0)" } ?? "")): OpenClaw starts no gateway from it"
    case .container(let name, let unit):
      "\(name) runs in a container: start and stop it with what made it (docker, podman\(unit.map { ", or `systemctl\($0.isUserUnit ? " --user" : "") start|stop \(ShellLine.word($0.name))`" } ?? ""))"
    case .unclaimed(let name):
      "\(name) is claimed by nothing: `gatehouse declare` prints the lines that would claim it"
    case .notOurs(let name, let verb, let foreign):
      "\(name) is not this user's to \(verb.rawValue): \(foreign)"
    case .runsForeign(let name, let foreign):
      "\(name) runs already: \(foreign), on the same config and state directory"
    case .unproven(let name, let pid):
      "pid \(pid) looks like \(name), but neither a run record nor a lock with its start time proves it; nothing was signalled"
    case .restartedBy(let name, let keeper):
      "\(name) was started by \(keeper), which starts it again when it ends: restart it there, so that there are not two of it"
    }
  }
}

extension BusyRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .underWay(let name, let operation): "\(name): \(operation.rawValue) is under way already"
    case .calledOff(let name, let action): "the \(action.rawValue) of \(name) was called off"
    case .calledOffBeforeItsTurn(let name):
      "what was to be done to \(name) was called off before its turn"
    case .calledOffBeforeWriting: "it was called off before anything was written"
    case .actedOn(let name): "another Gatehouse is acting on \(name) just now"
    case .actedOnUnasked(let name, let failure):
      "another Gatehouse is acting on \(name) just now, and it could not be asked to give its start up: \(failure)"
    case .launchLockHeld(let path): "another Gatehouse has been launching something for 10 s: \(path)"
    case .lockFolder(let path, let failure): "\(path) cannot be made: \(failure)"
    case .lock(let name, let failure): "the lock of \(name) cannot be taken: \(failure)"
    }
  }
}

extension StartRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .noConfig(let name, let path, let command):
      "\(name) has no config at \(path): `\(command)` makes one"
    case .configWrong(let name, let problem): "the config of \(name) is wrong: \(problem)"
    case .launch(let refusal): refusal.message
    case .portOfGateway(let port, let name, let owner, let holder):
      "port \(port) of \(name) is \(owner)'s, which runs there (\(holder)): give \(name) another gateway.port"
    case .portHeld(let port, let name, let holder):
      "port \(port) of \(name) is held by \(holder); stop that process, or give \(name) another gateway.port"
    case .unwritable(let name, let path, let failure):
      "\(name) could not be started again: \(path) cannot be written (\(failure)); it was left as it is"
    case .noDescriptors(let name):
      "\(name) could not be started again: this Gatehouse has no file descriptor left for it; it was left as it is"
    case .collision(let name, let code, let detail, let fix):
      "\(name) would collide with what runs now (\(code.rawValue)): \(detail) \(fix) `gatehouse start --force \(ShellLine.word(name))` starts it all the same."
    case .usesBrowsers(let name, let pid): "\(name) runs (pid \(pid)) and uses its browsers: stop it first"
    }
  }
}

extension UnitRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .noManager(let unit):
      "\(unit) is installed, but no service manager answers here; a second copy beside it is started only with `gatehouse start --force`"
    case .systemUnit(let unit):
      "\(unit) is a unit of the system: use `sudo systemctl start|stop|restart \(ShellLine.word(unit))`"
    case .managerSilent(let name, let unit):
      "\(name) is run by \(unit), whose manager does not answer; nothing was signalled"
    case .runsBeside(let name, let pid, let unit):
      "\(name) runs already (pid \(pid)), but not by \(unit); stop it first, then start it: the unit runs it then"
    case .unitDecidesRestarts(let name, let unit):
      "\(name) is restarted by \(unit): its `Restart=` says when"
    }
  }
}

extension FileRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read"
    case .unreadableToKeep(let path, let failure):
      "\(path) cannot be read (\(failure)), so it could not be kept: nothing replaces it"
    case .noBackup(let name, let id):
      "\(name) has no copy \(id); `gatehouse config copies \(ShellLine.word(name))` lists them"
    case .noBackupYet(let name, let settle):
      "there is no copy of the config of \(name) yet: one is taken when it has worked for \(Int(settle)) s while a dashboard or `gatehouse up` watches"
    case .backupBroken(let id, let problem): "the copy \(id) is no config any more: \(problem)"
    case .outsideHome(let path, let home): "\(path) lies outside \(home) and is not written by Gatehouse"
    case .changedMeanwhile(let path): "\(path) has changed meanwhile: look at it again"
    case .ofAnotherUser(let path): "\(path) belongs to another user"
    case .noLog(let reason): reason.message
    case .unreadableLog(let path, let failure): "\(path) cannot be read: \(failure)"
    case .unwritableLogCopy(let path, let failure): "the copy \(path) cannot be written: \(failure)"
    }
  }
}

extension FileRefusal.NoLog {
  /// What a person reads instead of a log.
  var message: String {
    switch self {
    case .noOwnFile: "no log file of OpenClaw's own is found for it"
    case .inJournal(let command): "its output goes to the journal: \(command) -f"
    case .startedElsewhere: "Gatehouse has not started it, so its output went elsewhere"
    }
  }
}

extension LaunchRefusal {
  /// What a person reads: why it cannot be started, with the remedy.
  public var message: String {
    switch self {
    case .foreignHome(let home): home.text
    case .gone: "this gateway is gone"
    case .filesSilent(let name, let silence):
      "the files of \(name) do not answer: \(silence.place) hangs, so how it would start is not known; once it answers, or is unmounted, try again"
    case .placesUnknown(let name, let doubt):
      "which config and state directory \(name) has is not known (\(doubt))"
    case .portUnknown(let name, let doubt, let config):
      "the port of \(name) is not known\(doubt.map { " (\($0))" } ?? ""): write gateway.port into \(config)"
    case .variablesLost(let name, let variables, let stateDir, let configFile):
      "the config of \(name) refers to \(variables.joined(separator: ", ")), which this shell has but a gateway must not inherit; set it in \(stateDir)/.env or in the gateway's `environment` in \(configFile)"
    case .noOpenClaw(let command, let configFile):
      "the command \(command) is not there; install OpenClaw, or name its command as `openclaw` in \(configFile)"
    case .noCommand(let command): "the command \(command) is not there"
    }
  }
}
