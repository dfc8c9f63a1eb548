import OpenClaw

extension FuzzSource {
  /// Scripts that start a gateway.
  static let shell = FuzzSource(
    name: "shell", about: "shell scripts that start a gateway",
    corpus: {
      Corpus.texts(
        """
        #!/usr/bin/env bash
        set -euo pipefail; set -a
        . "$(dirname "$0")/lab.env"
        source ~/.env 2>/dev/null || true
        export OPENCLAW_PROFILE="${1:-lab}" PORT=${PORT:-$((19000 + 1))}
        ARGS=(gateway run --port "$PORT"); ARGS+=("--bind" loopback)
        start() { local p=$1; shift; exec openclaw --profile "$p" "${ARGS[@]}" "$@"; }
        if [ -z "$X" ]; then start "$OPENCLAW_PROFILE"; elif [[ $- == *i* ]]; then return; else
          case "$1" in a|b) nohup openclaw gateway & ;; *) exec -a x node /h/dist/index.js gateway ;; esac
        fi
        cat <<EOF > /tmp/x
        not a 'quote
        EOF
        for i in 1 2; do openclaw gateway run; done
        @@ /h/lab.env
        PORT=19002
        OPENCLAW_STATE_DIR=$HOME/x
        @@ /h/.env
        A=`date`
        """, "exec \"$0\" \"$@\"", "a() { b; b; }; b() { a; a; }; a\nf(){ f $1$1; }; f x; \"$1\" x",
        "#!/bin/sh -l\neval \"$(fnm env)\"\ncd \"$(cd \"$(dirname \"$0\")\" && pwd)\" && exec env -S 'A=1 openclaw gateway'\n"
      ) + Corpus.fixtures("cases", ends: [".sh", "/bin/openclaw", ".bash"], most: 120)
    },
    dictionary: [
      "openclaw gateway", "exec ", "export ", "set -a\n", ". /h/lab.env\n", "source ", "${A:-", "${A:=b}",
      "${1}", "$@", "\"$@\"", "$((", "$(",
      "$(dirname \"$0\")", "`", "() {", "}", "function f {", "if ", "then", "fi", "for i in ", "do ", "done",
      "case x in", "esac", ";;", "&&", "||",
      "<<EOF\n", "EOF\n", "2>&1", "A=(", ")", "[@]}", "shift 9", "eval ", "cd ", "env -S '", "sh -c '", "f",
      "f x y", "unset A", "\\\n", "#",
    ], cost: 2, largest: 16384,
    run: { input throws(FuzzFault) in
      let map = FileMap(input)
      var files = map.files
      files["/h/start.sh"] = map.main
      for words in [
        ["/bin/bash", "/h/start.sh", "a b", "--port", "1"], ["/h/start.sh"],
        ["sh", "-c", map.main, "x", "y"],
      ] {
        for namesOpenClaw in [true, false] {
          let reader = StartReader(home: "/h", namesOpenClaw: namesOpenClaw) { [files] path in
            files[path].map { .text($0) } ?? .missing
          }
          let command = reader.command(words, environment: ["PATH": "/bin", "HOME": "/h", "A": "a b"])
          try check(command, size: input.count)
        }
      }
    })

  /// What must hold of whatever a command line starts.
  static func check(_ command: StartCommand, size: Int) throws(FuzzFault) {
    let words = command.arguments.reduce(command.program?.utf8.count ?? 0) { $0 + $1.utf8.count + 1 }
    try Hold.bounded(words, by: 64 + size / 8, of: size, "what a script starts")
    let variables = command.variables.reduce(0) { $0 + $1.key.utf8.count + ($1.value?.utf8.count ?? 0) + 1 }
    try Hold.bounded(variables, by: 64 + size / 8, of: size, "what a script sets")
    switch command.kind {
    case .unclear(let why):
      try Hold.that(!why.isEmpty, "a start is unclear and does not say why")
      try Hold.bounded(why.utf8.count, by: 4, of: size, "why a start is unclear")
    case .container(let run): try Hold.port(run.hostPort, "the port of a container")
    case .gateway:
      try Hold.that(
        StartCommand.startsGateway(command.arguments) == true, "a gateway is started by other words")
    case .other: break
    }
  }
}
