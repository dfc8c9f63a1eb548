import OpenClaw
import TestSupport
import Testing

/// systemd's files of variables and `.env` files have rules of their own, and neither's are the other's.
@Suite(.computing) struct VariableFileTests {
  /// As systemd 252 read it (`../shared/reference/cases/07`, probe.env).
  @Test func `an EnvironmentFile is read as systemd reads it`() {
    let content = SystemdEnvironmentFile.parse(
      """
      export EXP_PORT="19789"
      CMT_PORT=19789 # rescue
      ; semicolon comment
      # hash comment \\
      Q="a b"
      CONT=one \\
       two
      SQ='single # x'
      TAIL="q" more
      BLANK=
      TRAIL=x   \t
      ESC=a\\ b
      DQ="a\\"b\\n"
      1X=2
      NOEQUALS
      """)
    #expect(
      content.values == [
        "CMT_PORT": "19789 # rescue", "CONT": "one  two", "SQ": "single # x", "TAIL": "qmore", "BLANK": "",
        "TRAIL": "x", "ESC": "a b", "DQ": "a\"b\\n",
      ])
    #expect(content.ignored == ["export EXP_PORT", "1X"])
  }

  @Test func `a value at the end of the file without a newline counts`() {
    #expect(SystemdEnvironmentFile.parse("A=1\nB='x").values == ["A": "1", "B": "x"])
  }

  @Test(arguments: [
    ("export A=1", ["A": "1"]), ("A=19789 # rescue", ["A": "19789"]), ("A=b#c", ["A": "b"]),
    ("A='b # c' # d", ["A": "b # c"]), ("A=\"x\\ny\"", ["A": "x\ny"]), ("A='x\\ny'", ["A": "x\\ny"]),
    ("A: b", ["A": "b"]), ("A:b", [:]), ("# A=1\nB=2", ["B": "2"]),
    ("A=\"one\ntwo\"\nB=3", ["A": "one\ntwo", "B": "3"]),
    ("A = 1 ", ["A": "1"]), ("A=\nB=2", ["A": "", "B": "2"]), ("A=1\r\nB=2\r\n", ["A": "1", "B": "2"]),
    ("A=\"q\" more", ["A": "\"q\" more"]), ("A=1\nA=2", ["A": "2"]), ("A=`x`", ["A": "x"]),
  ]) func `an env file is read as dotenv reads it`(_ text: String, _ values: [String: String]) {
    #expect(DotEnv.parse(text) == values)
  }
}
