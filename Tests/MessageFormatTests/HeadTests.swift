import MessageFormat
import Testing

@Suite("The head of a message")
struct HeadTests {
  @Test("is read field by field, folded lines unfolded, names without regard to case")
  func fields() {
    let message = MessageReader().read(mail("Subject: one\n two\nX-A : b\nto: c@example.com\n\nText\n"))
    #expect(message.fields["subject"]?.text == "one two")
    #expect(message.fields["X-A"]?.text == "b")
    #expect(message.fields["TO"]?.text == "c@example.com")
    #expect(message.faults.isEmpty)
  }

  @Test("may end its lines with a line feed only")
  func lineFeeds() {
    let bytes = Array("Subject: a\n\nb\nc\n".utf8)
    #expect(text(bytes) == "b\nc\n")
  }

  @Test("may stand behind empty lines, and behind the envelope's line of a mailbox file")
  func lead() {
    let message = MessageReader().read(mail("\nFrom a@example.com Sat Nov 22 10:00:00 2025\nSubject: x\n\ny\n"))
    #expect(message.root.fields["Subject"]?.text == nil)
    let mailbox = MessageReader().read(mail("From a@example.com Sat Nov 22 10:00:00 2025\nSubject: x\n\ny\n"))
    #expect(mailbox.fields["Subject"]?.text == "x")
  }

  @Test("is not ended by one line that is no field")
  func stray() {
    let message = MessageReader().read(mail("Subject: x\nbroken rest of a field\nTo: a@example.com\n\nText\n"))
    #expect(message.fields["To"]?.text == "a@example.com")
    #expect(message.faults == [.lineThatIsNoField])
  }

  @Test("is ended by two of them, which are words then")
  func missingEmptyLine() {
    let bytes = mail("Subject: x\nHello,\nhow are you?\n")
    #expect(text(bytes) == "Hello,\nhow are you?\n")
  }

  @Test("is empty where there is none, and nothing is lost")
  func none() {
    let message = MessageReader().read([])
    #expect(message.parts.count == 1)
    #expect(message.faults == [.noHeaders])
    #expect(text(mail("\n\nJust words\n"))?.contains("Just words") == true)
  }

  @Test("is read up to its limits, and says that more was there")
  func limits() {
    var reader = MessageReader()
    reader.limits.fields = 10
    let many = reader.read(mail((0..<100).map { "X-\($0): y\n" }.joined() + "\nText\n"))
    #expect(many.fields.fields.count == 10)
    #expect(many.faults == [.headersCut])
    let long = MessageReader().read(mail("Subject: \(String(repeating: "x", count: 100_000))\n\nText\n"))
    #expect(long.fields["Subject"]?.value.count ?? 0 <= 32_768)
    #expect(long.faults == [.headersCut])
  }

  @Test("keeps what stands in a field's bytes: lone returns, zeroes, and raw letters")
  func rawBytes() {
    let bytes = Array("Subject: a".utf8) + [0x0D, 0x00, 0xE4] + Array("b\r\n\r\n".utf8)
    let field = MessageReader().read(bytes).fields["Subject"]
    #expect(field?.value == [0x61, 0x0D, 0x00, 0xE4, 0x62])
    #expect(field?.text == "a äb")
  }
}
