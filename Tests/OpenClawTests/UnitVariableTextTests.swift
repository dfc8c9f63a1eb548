import OpenClaw
import TestSupport
import Testing

/// Corners of the two files of variables: systemd's `env-file.c` of version 252, and the `dotenv` package's
/// expression.
@Suite(.computing) struct UnitVariableTextTests {
  struct File: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var values: [String: String]
  }

  @Test(arguments: [
    File(testDescription: "windows lines", text: "A=1\r\nB=2\r\n", values: ["A": "1", "B": "2"]),
    File(testDescription: "old mac lines", text: "A=1\rB=2", values: ["A": "1", "B": "2"]),
    File(testDescription: "blanks around the sign", text: " A = 1 ", values: ["A": "1"]),
    File(testDescription: "a sign in the value", text: "A=b=c", values: ["A": "b=c"]),
    File(testDescription: "no dollar is expanded", text: "A=$HOME/${X}", values: ["A": "$HOME/${X}"]),
    File(testDescription: "quotes within a word stay", text: "A=x\"y\"'z'", values: ["A": "x\"y\"'z'"]),
    File(testDescription: "quotes join", text: "A='a b'\"c d\"", values: ["A": "a bc d"]),
    File(testDescription: "blanks within quotes stay", text: "A=\" x \"  ", values: ["A": " x "]),
    File(testDescription: "single quotes keep backslashes", text: "A='a\\nb\\'", values: ["A": "a\\nb\\"]),
    File(testDescription: "quoted lines", text: "A='one\ntwo'\nB=3", values: ["A": "one\ntwo", "B": "3"]),
    File(
      testDescription: "escapes in double quotes", text: "A=\"\\$x \\`y\\` \\\\ \\t\"",
      values: ["A": "$x `y` \\ \\t"]),
    File(testDescription: "a line that goes on in double quotes", text: "A=\"a\\\nb\"", values: ["A": "ab"]),
    File(testDescription: "a line that goes on", text: "A=a\\\nb", values: ["A": "ab"]),
    File(testDescription: "a value that begins on the next line", text: "A=\\\nb", values: ["A": "b"]),
    File(
      testDescription: "an escaped blank at the end stays", text: "A=a\\ \nB=1",
      values: ["A": "a ", "B": "1"]),
    File(
      testDescription: "a blank before a line that goes on to nothing", text: "A=a \\\n\nB=1",
      values: ["A": "a ", "B": "1"]),
    File(testDescription: "a comment goes on", text: "# c \\\nA=1\nB=2", values: ["B": "2"]),
    File(
      testDescription: "a comment's sign in a value", text: "A=#1\nB=x;y", values: ["A": "#1", "B": "x;y"]),
    File(testDescription: "indented comments", text: "  # A=1\n\t; B=2\nC=3", values: ["C": "3"]),
    File(testDescription: "a comment alone at the end", text: "A=1\n# end \\", values: ["A": "1"]),
    File(testDescription: "the last one counts", text: "A=1\nA=", values: ["A": ""]),
    File(testDescription: "an open quote takes the rest", text: "A=\"x\nB=2", values: ["A": "x\nB=2"]),
    File(testDescription: "a line that begins with the sign", text: "=1\nA=2", values: ["A": "2"]),
    File(testDescription: "nothing", text: "", values: [:]),
  ])
  func `a unit's file of variables is read as systemd reads it`(_ file: File) {
    let content = SystemdEnvironmentFile.parse(file.text)
    #expect(content.values == file.values && content.ignored.isEmpty)
  }

  @Test(arguments: ["export A=1", "A B=1", "1A=1", "A-B=1", "A.B=1", "Ä=1"])
  func `a key that is no name is left out, and said`(line: String) {
    let content = SystemdEnvironmentFile.parse(line + "\nOK=1")
    #expect(content.values == ["OK": "1"])
    #expect(content.ignored == [String(line.prefix { $0 != "=" })])
  }

  @Test(arguments: [
    File(testDescription: "a byte order mark", text: "\u{FEFF}A=1", values: ["A": "1"]),
    File(testDescription: "a tab behind export", text: "export\tA=1", values: ["A": "1"]),
    File(testDescription: "a variable called export", text: "export=1", values: ["export": "1"]),
    File(testDescription: "names with dots and hyphens", text: "a.b-c=1", values: ["a.b-c": "1"]),
    File(testDescription: "a name that is none", text: "A B=1\nC$=2\nD=3", values: ["D": "3"]),
    File(testDescription: "a sign in the value", text: "A=b=c", values: ["A": "b=c"]),
    File(testDescription: "no sign", text: "A\nB=1", values: ["B": "1"]),
    File(testDescription: "a quote that never closes", text: "A=\"x\nB=2", values: ["A": "\"x", "B": "2"]),
    File(testDescription: "two quoted words", text: "A=\"a\" \"b\"", values: ["A": "a\" \"b"]),
    File(testDescription: "an escaped quote stays escaped", text: "A='it\\'s'", values: ["A": "it\\'s"]),
    File(
      testDescription: "lines in single quotes", text: "A='1\n2' # c\nB=3", values: ["A": "1\n2", "B": "3"]),
    File(testDescription: "a return in double quotes", text: "A=\"x\\r\\ny\"", values: ["A": "x\r\ny"]),
    File(
      testDescription: "no return elsewhere", text: "A=x\\ny\nB=`x\\ny`",
      values: ["A": "x\\ny", "B": "x\\ny"]),
    File(testDescription: "blanks within quotes stay", text: "A=' x '  ", values: ["A": " x "]),
    File(testDescription: "an empty quote", text: "A=''\nB=\"\"", values: ["A": "", "B": ""]),
    File(testDescription: "an empty value with a comment", text: "A= # c\nB=1", values: ["A": "", "B": "1"]),
    File(
      testDescription: "a backslash does not continue", text: "A=1\\\nB=2", values: ["A": "1\\", "B": "2"]),
    File(testDescription: "no variable is expanded", text: "A=$HOME", values: ["A": "$HOME"]),
    File(testDescription: "old mac lines", text: "A=1\rB=2", values: ["A": "1", "B": "2"]),
    File(testDescription: "a semicolon is no comment", text: ";A=1\nB=2;3", values: ["B": "2;3"]),
    File(testDescription: "a colon and the end", text: "A:", values: [:]),
  ])
  func `an env file is read as the package reads it`(_ file: File) {
    #expect(DotEnv.parse(file.text) == file.values)
  }
}
