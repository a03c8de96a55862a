import MailReading
import MessageFormat
import Testing

@Suite("A report of a delivery")
struct ReportsDeliveryTests {
  private func report(_ groups: String, returned: String = "Message-ID: <1@desk.example>\nSubject: x\n") -> String {
    """
    From: MAILER-DAEMON@mx.example.com
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b

    In words.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.com

    \(groups)
    --b
    Content-Type: text/rfc822-headers

    \(returned)
    --b--

    """
  }

  @Test("tells of each recipient what became of the mail, and which mail it was")
  func failed() throws {
    let mail = report(
      """
      Final-Recipient: rfc822; ann@example.com
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 User unknown

      Final-Recipient: rfc822;<bob@example.com>
      Action: failed
      Status: 5.2.2
      Diagnostic-Code: smtp; 552 mailbox full

      """)
    guard case .bounce(let report) = kind(mail) else { throw Unexpected(kind(mail)) }
    #expect(report.originalID?.text == "1@desk.example")
    #expect(report.recipients.map(\.address) == ["ann@example.com", "bob@example.com"])
    #expect(report.recipients.map(\.status) == ["5.1.1", "5.2.2"])
    #expect(report.recipients.map(\.isPermanent) == [true, false])
    #expect(report.isPermanent)
  }

  @Test("of a delay is no bounce, and neither is one of a success")
  func others() {
    if case .delayed(let report) = kind(
      report("Final-Recipient: rfc822; a@x.example\nAction: delayed\nStatus: 4.4.1\n"))
    {
      #expect(!report.isPermanent)
    } else {
      Issue.record("a delay")
    }
    if case .delivered = kind(report("Final-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\n")) {
    } else {
      Issue.record("a success")
    }
  }

  @Test("takes the other server's code where its own says nothing")
  func vague() throws {
    let mail = report(
      "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.2.2 over quota\n"
    )
    guard case .bounce(let report) = kind(mail) else { throw Unexpected(kind(mail)) }
    #expect(report.recipients.map(\.status) == ["5.2.2"])
    #expect(!report.isPermanent)
  }

  @Test("without a recipient in it is judged by its words")
  func empty() throws {
    guard case .bounce(let report) = kind(report("X-Nothing: y\n")) else {
      throw Unexpected(kind(report("X-Nothing: y\n")))
    }
    #expect(report.recipients.isEmpty)
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ kind: MailKind) { description = "\(kind)" }
}
