import MailReading
import MessageFormat
import Testing

@Suite("What a mail is")
struct OtherKindsTests {
  @Test("our own that came back is known by its mark, and by its id")
  func cameBack() {
    #expect(kind("From: desk@acme.example\nX-Baton-Hub: hub-1\nSubject: x\n\nx\n") == .cameBack)
    #expect(kind("From: desk@acme.example\nX-Baton-Hub: hub-2\nSubject: x\n\nx\n") == .new)
    let mail = read("From: list@example.com\nMessage-ID: <1@acme.example>\n\nx\n")
    #expect(MailKind(of: mail, ours: "", isOurs: { $0.text == "1@acme.example" }) == .cameBack)
  }

  @Test("a read receipt says which mail was read, or thrown away")
  func receipt() {
    func receipt(_ disposition: String) -> MailKind {
      kind(
        """
        From: ann@example.com
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

        --b

        Read.
        --b
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822;ann@example.com
        Original-Message-ID: <1@acme.example>
        Disposition: manual-action/MDN-sent-manually; \(disposition)

        --b--

        """)
    }
    let id = MessageID("1@acme.example")
    #expect(
      receipt("displayed") == .readReceipt(ReadReceipt(recipient: "ann@example.com", wasRead: true, originalID: id)))
    #expect(
      receipt("deleted") == .readReceipt(ReadReceipt(recipient: "ann@example.com", wasRead: false, originalID: id)))
  }

  @Test("a complaint says of which mail, and of what kind")
  func complaint() {
    let mail = kind(
      """
      From: fbl@provider.example
      Content-Type: multipart/report; report-type=feedback-report; boundary=b

      --b

      A complaint.
      --b
      Content-Type: message/feedback-report

      Feedback-Type: Abuse
      Original-Rcpt-To: <ann@example.com>

      --b
      Content-Type: message/rfc822

      Message-ID: <1@acme.example>
      Subject: x

      x
      --b--

      """)
    let report = AbuseReport(type: "abuse", recipients: ["ann@example.com"], originalID: MessageID("1@acme.example"))
    #expect(mail == .complaint(report))
  }

  @Test("mail to many names its list, where it has one")
  func many() {
    #expect(
      kind("From: a@x.example\nList-Id: Talk <talk.x.example>\nIn-Reply-To: <1@x>\n\nx\n")
        == .bulk(list: "talk.x.example"))
    #expect(kind("From: a@x.example\nPrecedence: bulk\n\nx\n") == .bulk(list: nil))
    #expect(kind("From: a@x.example\nList-Unsubscribe: <https://x.example>\n\nx\n") == .bulk(list: nil))
  }

  @Test("a program's mail is not answered, and neither is any that is nobody's")
  func programs() {
    #expect(kind("From: alarm@x.example\nAuto-Submitted: auto-generated\n\nx\n") == .automatic)
    #expect(kind("From: alarm@x.example\nX-Auto-Response-Suppress: All\n\nx\n") == .automatic)
    #expect(
      !MailKind.automatic.mayBeAnswered && !MailKind.autoReply.mayBeAnswered && !MailKind.bulk(list: nil).mayBeAnswered)
    #expect(MailKind.new.mayBeAnswered && MailKind.reply.mayBeAnswered)
  }

  @Test(
    "an answer is known by what it names, and by its subject in many languages",
    arguments: [
      "In-Reply-To: <1@x>", "References: <1@x>", "Subject: RE: x", "Subject: AW: x", "Subject: Antw: x",
      "Subject: SV: x",
      "Subject: VS: x", "Subject: RIF: x", "Subject: Odp: x", "Subject: 回复：x", "Subject: Re[2]: x", "Subject: AW(3): x",
      "Subject: YNT: x",
    ])
  func replies(_ field: String) {
    #expect(kind("From: a@example.com\n\(field)\n\nx\n") == .reply)
  }

  @Test(
    "anything else is new",
    arguments: [
      "Subject: Reset", "Subject: Ref 12: x y", "Subject: Hello: you", "Subject: ", "X: y", "Subject: Fwd: x",
    ])
  func new(_ field: String) {
    #expect(kind("From: a@example.com\n\(field)\n\nx\n") == .new)
  }

  @Test(
    "spam is what the server that handed it over calls so",
    arguments: [
      "X-Spam-Flag: YES", "X-Spam-Status: Yes, score=9.1", "X-Rspamd-Action: add header",
      "X-MS-Exchange-Organization-SCL: 6",
    ])
  func spam(_ field: String) {
    #expect(WasCalledSpam.is(read("From: a@example.com\n\(field)\n\nx\n")))
  }

  @Test(
    "what it calls none is none",
    arguments: ["X-Spam-Flag: NO", "X-Spam-Status: No, score=1", "X-MS-Exchange-Organization-SCL: -1", "X: y"])
  func ham(_ field: String) {
    #expect(!WasCalledSpam.is(read("From: a@example.com\n\(field)\n\nx\n")))
  }
}
