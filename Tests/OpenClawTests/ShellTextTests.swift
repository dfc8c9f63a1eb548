import TestSupport
import Testing

@testable import OpenClaw

/// POSIX Shell Command Language, sections 2.2, 2.3, 2.6 and 2.9, as far as commands are found in it; bash(1).
@Suite(.computing) struct ShellTextTests {
  private func command(
    _ text: String, _ arguments: [String] = [], files: [String: String] = [:],
    shell: [String] = ["bash", "-c"],
    environment: [String: String] = [:]
  ) -> StartCommand {
    StartReader(home: "/h", directory: "/w") { files[$0].map { .text($0) } ?? .missing }
      .command(
        shell + [text, "zero"] + arguments, environment: environment.merging(["HOME": "/h"]) { a, _ in a })
  }

  struct Port: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Nil where it cannot be known.
    var port: String?
    init(_ text: String, _ port: String?) {
      testDescription = text
      self.port = port
    }
  }

  /// Each with `E=19001` in the environment and the words `a` and `b b`.
  @Test(arguments: [
    Port("openclaw gateway --port $E", "19001"), Port("openclaw gateway --port \"${E}\"", "19001"),
    Port("openclaw gateway --port=$E", "19001"), Port("openclaw gateway --port '$E'", "$E"),
    Port("openclaw gateway --port \\$E", "$E"), Port("openclaw gateway --port 1${E}0", "1190010"),
    Port("openclaw gateway --port \"a\"'b'c", "abc"), Port("openclaw gateway --port ${N:-5}", "5"),
    Port("openclaw gateway --port ${E:-5}", "19001"), Port("openclaw gateway --port ${N-5}", "5"),
    Port("N=; openclaw gateway --port \"${N-5}\"", ""), Port("N=; openclaw gateway --port ${N:-5}", "5"),
    Port("openclaw gateway --port ${E:+6}", "6"), Port("openclaw gateway --port 1${N:+6}", "1"),
    Port("openclaw gateway --port ${N:-$E}", "19001"), Port(": ${P:=7}; openclaw gateway --port $P", "7"),
    Port(": ${E:=7}; openclaw gateway --port $E", "19001"),
    Port("openclaw gateway --port $1", "a"), Port("openclaw gateway --port \"${2}\"", "b b"),
    Port("openclaw gateway --port $2", "b"),
    Port("openclaw gateway --port $0", "zero"), Port("shift; openclaw gateway --port \"$1\"", "b b"),
    Port("shift 2; openclaw gateway --port x$1", "x"), Port("shift 3; openclaw gateway --port $1", "a"),
    Port("set -- 8 9; openclaw gateway --port $2", "9"), Port("openclaw gateway --port ~/x", "/h/x"),
    Port("openclaw gateway --port \"~/x\"", "~/x"), Port("openclaw gateway --port $(cat x)", nil),
    Port("openclaw gateway --port $((1+1))", nil), Port("openclaw gateway --port ${#E}", nil),
    Port("openclaw gateway --port ${E%1}", nil), Port("openclaw gateway --port $#", nil),
    Port("openclaw gateway --port $NEVER", nil), Port("openclaw gateway --port \"`date`\"", nil),
    Port("P=1; P=2; openclaw gateway --port $P", "2"), Port("P=1; P+=2; openclaw gateway --port $P", "12"),
    Port("P=1; P=$P$P; openclaw gateway --port $P", "11"),
    Port("P='1 2'; openclaw gateway --port \"$P\"", "1 2"),
    Port("A=(gateway --port 5); openclaw \"${A[@]}\"", "5"),
    Port("A=(gateway); A+=(--port 5); openclaw ${A[*]}", "5"),
    Port("A='gateway --port 5'; openclaw $A", "5"),
    // What a branch, a loop or a reading assigns is not known behind it.
    Port("P=1; if x; then P=2; fi; openclaw gateway --port $P", nil),
    Port("P=1; if x; then P=1; fi; openclaw gateway --port $P", "1"),
    Port("P=1; x && P=2; openclaw gateway --port $P", nil),
    Port("P=1; x || P=2; openclaw gateway --port $P", nil),
    Port("P=1; true && P=2; openclaw gateway --port $P", "2"),
    Port("for P in 1 2; do :; done; openclaw gateway --port $P", nil),
    Port("P=1; read P; openclaw gateway --port $P", nil),
    Port("P=1; let P+=1; openclaw gateway --port $P", nil),
    Port("P=1; ((P++)); openclaw gateway --port $P", nil),
    Port("P=1; printf -v P x; openclaw gateway --port $P", nil),
    Port("P=1; case $E in 1) P=2;; esac; openclaw gateway --port $P", nil),
    Port("f() { openclaw gateway --port \"$1\"; }; f 5", "5"),
    Port("function f { openclaw gateway --port $P; }; P=6; f", "6"),
    Port("f() { P=7; }; P=1; f; openclaw gateway --port $P", "7"),
    Port("f() { return; P=7; }; P=1; f; openclaw gateway --port $P", "1"),
    Port("cat <<EOF\nopenclaw gateway --port 9\nEOF\nopenclaw gateway --port 1", "1"),
    Port("cat <<-'X Y'\nopenclaw gateway --port 9\n\tX Y\nopenclaw gateway --port 1", "1"),
    Port("# openclaw gateway --port 9\nopenclaw gateway --port 1 # --port 2", "1"),
    Port("openclaw gateway \\\n  --port 1", "1"), Port("openclaw gateway --port 1 >> x 2>&1 </dev/null", "1"),
    Port("openclaw gateway 3>--port --port 1", "1"), Port("{ openclaw gateway --port 1; }", "1"),
    Port("(openclaw gateway --port 1)", "1"), Port("openclaw gateway --port 1 & wait", "1"),
    Port("! openclaw gateway --port 1", "1"), Port("exec -a bot openclaw gateway --port 1", "1"),
    Port("openclaw gateway --port 1 && exit 0", "1"),
    Port("x=y; until openclaw gateway --port 1; do sleep 1; done", "1"),
  ])
  func `a word is what the shell makes of it, or not known`(_ port: Port) {
    let found = command(port.testDescription, ["a", "b b"], environment: ["E": "19001"])
    #expect(found.kind == .gateway, "\(found)")
    let value = StartCommand.option("--port", in: found.arguments)
    if let wanted = port.port {
      #expect(value == wanted)
    } else {
      #expect(value.map(StartCommand.isUnknown) == true, "\(value ?? "none")")
    }
  }

  struct Export: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var variables: [String: String?]
    init(_ text: String, _ variables: [String: String?]) {
      testDescription = text
      self.variables = variables
    }
  }

  /// Each with `E=1` in the environment.
  @Test(arguments: [
    Export("A=1; openclaw gateway", [:]), Export("export A=1; openclaw gateway", ["A": "1"]),
    Export("A=1; export A; openclaw gateway", ["A": "1"]),
    Export("export A; A=1; openclaw gateway", ["A": "1"]),
    Export("export A=1 B='2 3'; openclaw gateway", ["A": "1", "B": "2 3"]),
    Export("export \"A=1 2\"; openclaw gateway", ["A": "1 2"]),
    Export("A=1 openclaw gateway", ["A": "1"]), Export("A=1 true; openclaw gateway", [:]),
    Export("declare -x A=1; openclaw gateway", ["A": "1"]), Export("declare A=1; openclaw gateway", [:]),
    // What came with the environment goes on without an export.
    Export("E=2; openclaw gateway", ["E": "2"]), Export("unset E; openclaw gateway", ["E": nil]),
    Export("unset E; export E=3; openclaw gateway", ["E": "3"]),
    Export("export A=1; unset A; openclaw gateway", ["A": nil]),
    Export("set -a; A=1; set +a; B=2; openclaw gateway", ["A": "1"]),
    Export("set -o allexport; A=1; set +o allexport; B=2; openclaw gateway", ["A": "1"]),
    Export("set -eua; A=1; openclaw gateway", ["A": "1"]), Export("set -e; A=1; openclaw gateway", [:]),
    Export("readonly A=1; openclaw gateway", [:]),
  ])
  func `what is exported goes on, and what is not does not`(_ export: Export) {
    let found = command(export.testDescription, environment: ["E": "1"])
    #expect(found.kind == .gateway && found.variables == export.variables, "\(found)")
  }

  @Test(arguments: [
    ("cd /srv && openclaw gateway", "/srv"), ("cd x; openclaw gateway", "/w/x"),
    ("cd; openclaw gateway", "/h"),
    ("cd /a; cd ../b; openclaw gateway", "/b"), ("cd -- /srv; openclaw gateway", "/srv"),
    ("cd \"$(dirname \"$0\")\" && openclaw gateway", "/w"), ("pushd /srv; openclaw gateway", "/srv"),
    ("cd ~/x; openclaw gateway", "/h/x"), ("openclaw gateway; cd /srv", nil),
  ])
  func `the directory is where the last change of it led`(text: String, directory: String?) {
    #expect(command(text).workingDirectory == directory)
  }

  @Test(arguments: [
    ("openclaw gateway --port 1; openclaw gateway --port 1", true),
    ("openclaw gateway --port 1; openclaw gateway --port 2", false),
    ("exec openclaw gateway --port 1; openclaw gateway --port 2", true),
    ("exit 0; openclaw gateway --port 1", false),
    ("if x; then exit 0; fi; openclaw gateway --port 1", true),
    ("x && exec openclaw gateway --port 1; exec openclaw gateway --port 2", false),
    ("f() { openclaw gateway --port 1; }", false), ("f() { f; }; f; openclaw gateway --port 1", true),
    ("A=1 openclaw gateway --port 1 || B=2 openclaw gateway --port 1", true),
    ("OPENCLAW_PROFILE=a openclaw gateway --port 1 & OPENCLAW_PROFILE=b openclaw gateway --port 1", false),
  ])
  func `a script starts one gateway, in one way`(text: String, isOne: Bool) {
    #expect((command(text).kind == .gateway) == isOne, "\(command(text))")
  }

  @Test func `a file of variables is read where it is named, and left out where it is not there`() {
    let files = [
      "/w/x.env": "OPENCLAW_PROFILE=lab\n", "/h/y.sh": "export OPENCLAW_PROFILE=$1\nreturn\nexport A=1\n",
    ]
    #expect(
      command("set -a; . ./x.env; openclaw gateway", files: files).variables == ["OPENCLAW_PROFILE": "lab"])
    #expect(command(". ./x.env; openclaw gateway", files: files).variables.isEmpty)
    #expect(
      command("source ~/y.sh; openclaw gateway", ["ops"], files: files).variables == [
        "OPENCLAW_PROFILE": "ops"
      ])
    let gone = command(". /gone; openclaw gateway", files: files)
    #expect(gone.kind == .gateway && gone.openBecause == nil && gone.variables.isEmpty)
    #expect(command(". \"$(x)\"; openclaw gateway").openBecause != nil)
    #expect(command("eval \"$(x env)\"; openclaw gateway").openBecause != nil)
    #expect(command("eval \"$(ssh-agent)\"; openclaw gateway").openBecause == nil)
    #expect(command("export $(xargs < x); openclaw gateway").openBecause != nil)
  }

  @Test func `files that read each other are given up, and it is said`() {
    let files = ["/w/a": ". ./b\nOPENCLAW_PROFILE=x\n", "/w/b": ". ./a\nOPENCLAW_PROFILE=y\n"]
    let found = command(". ./a; openclaw gateway", files: files)
    #expect(found.kind == .gateway && found.openBecause != nil)
  }

  @Test func `where anything may have been set, what is not set is not known`() {
    let found = command("eval \"$(x env)\"; openclaw gateway --port ${P:-5}")
    #expect(StartCommand.option("--port", in: found.arguments).map(StartCommand.isUnknown) == true)
  }

  @Test(arguments: [
    ("bash", false, false, []), ("bash", false, true, ["/h/.bashrc"]),
    ("bash", true, false, ["/etc/profile", "/h/.bash_login"]),
    ("sh", true, false, ["/etc/profile", "/h/.profile"]), ("sh", false, true, []), ("dash", false, false, []),
    ("zsh", false, false, ["/h/.zshenv"]), ("zsh", false, true, ["/h/.zshenv", "/h/.zshrc"]),
  ])
  func `a shell reads its own files at its start`(
    shell: String, isLogin: Bool, isInteractive: Bool, files: [String]
  ) {
    let there = ["/h/.bash_login", "/h/.profile"]
    let found = ShellStartFiles.all(
      shell, isLogin: isLogin, isInteractive: isInteractive, home: "/h", exists: there.contains)
    #expect(found == files)
  }

  @Test func `zsh reads the files of a login in their order, and bash none where none is there`() {
    let zsh = ShellStartFiles.all(
      "zsh", isLogin: true, isInteractive: true, home: "/h", exists: { _ in true })
    #expect(zsh.filter { $0.hasPrefix("/h/") } == ["/h/.zshenv", "/h/.zprofile", "/h/.zshrc", "/h/.zlogin"])
    let bash = ShellStartFiles.all(
      "bash", isLogin: true, isInteractive: false, home: "/h", exists: { _ in false })
    #expect(bash == ["/etc/profile"])
  }

  @Test(
    arguments: [
      ("OPENCLAW_X1", true), ("_", true), ("a", true), ("", false), ("1a", false), ("a-b", false),
      ("ä", false), ("a b", false),
    ] as [(String, Bool)])
  func `a variable's name is letters, digits and underscores, no digit first`(name: String, isValid: Bool) {
    #expect(ShellName.isValid(name) == isValid)
  }

  @Test(arguments: ["'x", "\"x", "`x", "$(x", "${x", "x\\", "\"$(x\"", "a 'b\n\""])
  func `a text whose quote has no end is no shell's`(text: String) { #expect(ShellWords.tokens(text) == nil) }
}
