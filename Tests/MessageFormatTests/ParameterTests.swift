import MessageFormat
import Testing

@Suite("Parameters of a field")
struct ParameterTests {
  private func value(_ text: String) -> ParameterizedValue { ParameterizedValue(Array(text.utf8)) }

  @Test(
    "say a file's name in all the ways that mail has",
    arguments: [
      ("attachment; filename=a.txt", "a.txt"),
      ("attachment; filename=\"a b.txt\"", "a b.txt"),
      ("attachment; filename=a b.txt; size=3", "a b.txt"),
      ("attachment; filename=\"a\\\"b.txt\"", "a\"b.txt"),
      ("attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.txt", "Grüße.txt"),
      ("attachment; filename*=iso-8859-1'de'Gr%FC%DFe.txt", "Grüße.txt"),
      ("attachment; filename*0=\"one \"; filename*1=\"two.txt\"", "one two.txt"),
      ("attachment; filename*1=\"two.txt\"; filename*0=\"one \"", "one two.txt"),
      ("attachment; filename*0*=utf-8''Gr%C3%BC; filename*1*=%C3%9Fe; filename*2=\".txt\"", "Grüße.txt"),
      ("attachment; filename=\"=?utf-8?Q?Gr=C3=BC=C3=9Fe.txt?=\"", "Grüße.txt"),
      ("attachment; filename==?utf-8?B?R3LDvMOfZS50eHQ=?=", "Grüße.txt"),
      ("attachment (a comment); FILENAME=a.txt", "a.txt"),
      ("attachment filename=a.txt", "a.txt"),
      ("attachment; filename=plain.txt; filename*=utf-8''better.txt", "better.txt"),
      ("attachment; filename=\"unended.txt", "unended.txt"),
      ("attachment;;; filename=a.txt;", "a.txt"),
    ])
  func names(_ written: String, _ name: String) {
    #expect(value(written)["filename"] == name)
    #expect(value(written).value == "attachment")
  }

  @Test("are not read where there are none", arguments: ["", ";", "attachment;", "attachment; filename", "=", ";=;=x"])
  func none(_ written: String) {
    #expect(value(written)["filename"] == nil)
  }

  @Test("hide no line break in a name")
  func oneLine() {
    #expect(value("attachment; filename*=utf-8''a%0D%0Ab.txt")["filename"] == "a b.txt")
  }
}
