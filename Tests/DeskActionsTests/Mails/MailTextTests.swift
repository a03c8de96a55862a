import DeskActions
import Testing

@Suite("What strangers write")
struct MailTextTests {
  @Test("keeps its lines, and loses what is no text")
  func lines() {
    #expect(MailText.lines("One\r\nTwo\rThree\n\tFour\0\u{1B}[31m\u{85}", max: 100) == "One\nTwo\nThree\n\tFour[31m")
    #expect(MailText.lines("\n \n  indented\nlast\n\n \n", max: 100) == "  indented\nlast")
    #expect(MailText.lines(" \r\n\0", max: 100) == "")
  }

  @Test("is cut between characters, never within one")
  func cut() {
    #expect(MailText.lines("äöü", max: 5) == "äö")
    #expect(MailText.line("äöü", max: 1) == "")
  }

  @Test("A07 is one line where one is asked for, whatever ends lines or turns them around")
  func line() {
    #expect(
      MailText.line(" One\r\nBcc: x\u{2028}two\u{202E}three\u{85}four\u{A0}\u{A0}five\t", max: 100)
        == "One Bcc: x two three four five")
    #expect(MailText.line("\r\n\u{2066}", max: 100) == "")
  }
}
