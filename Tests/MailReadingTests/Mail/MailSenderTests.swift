import MailReading
import MessageFormat
import Testing

@Suite("Who says to have written a mail")
struct MailSenderTests {
  @Test(
    "A09 is in doubt where two programs might see two",
    arguments: [
      ("From: a@example.com\nFrom: b@example.com", SenderDoubt.from(.fieldTwice)),
      ("From: a@example.com, b@example.com", .from(.several)),
      ("From: <@r.example:a@example.com>", .from(.route)),
      ("From: a@example.com (b@example.org)", .from(.comment)),
      ("From: a@b@example.com", .from(.malformed)),
      ("From: a@example.com\u{0}@example.org", .from(.controlCharacter)),
      ("From: \"boss@corp.example\" <a@example.com>", .from(.nameIsAnotherAddress)),
      ("From: Team: a@example.com;", .from(.group)),
      ("From: a@example.com\nSender: b@example.com", .sentByAnother),
      ("From: a@example.com\nSender: b@example.com\nSender: c@example.com", .senderUnclear),
      ("From:", .missing), ("Subject: x", .missing),
    ])
  func doubts(_ head: String, _ doubt: SenderDoubt) {
    let sender = read(head + "\n\nx\n").from
    #expect(sender.doubts.contains(doubt))
    #expect(!sender.isUnambiguous)
  }

  @Test("is in none where all programs see one")
  func plain() {
    #expect(read("From: Ann Lee <a@example.com>\nSender: a@EXAMPLE.com\n\nx\n").from.isUnambiguous)
  }
}
