import MailReading
import MessageFormat
import Testing

@Suite("A failure that is told in words")
struct ReportsFailureInWordsTests {
  @Test("names the recipients, what the other server said, and the mail that came back")
  func inWords() throws {
    let mail = """
      Return-Path: <>
      From: MAILER-DAEMON@mx.example.com
      Subject: failure notice

      I was not able to deliver your message to these addresses.

      <ann@example.com>:
      The server said: 550 5.1.1 no such user
      <bob@example.com>:
      The server said: 452 4.2.2 mailbox full

      --- Below this line is a copy of the message.

      Return-Path: <desk@acme.example>
      Received: by mx.example.com; Sat, 22 Nov 2025 10:15:00 +0100
      Message-ID: <7@acme.example>
      Subject: Your ticket
      From: desk@acme.example

      Words of ours to carl@example.com.

      """
    guard case .bounce(let report) = kind(mail) else { throw Unexpected(kind(mail)) }
    #expect(report.recipients.map(\.address) == ["ann@example.com", "bob@example.com"])
    #expect(report.recipients.map(\.status) == ["5.1.1", "4.2.2"])
    #expect(report.recipients.map(\.isPermanent) == [true, false])
    #expect(report.originalID?.text == "7@acme.example")
  }

  @Test(
    "is known in many languages",
    arguments: [
      "Undeliverable: your ticket", "Unzustellbar: Ihr Ticket", "Onbestelbaar: uw ticket", "Non remis : votre ticket",
      "No se puede entregar: su ticket", "Non recapitabile: ticket", "Não entregue: ticket", "Niedostarczalne: ticket",
      "Недоставленное сообщение", "配信不能: x", "退信", "Kan ikke leveres: x", "Teslim edilemedi: x", "Nedoručitelné: x",
    ])
  func languages(_ subject: String) throws {
    let mail = "Return-Path: <>\nFrom: postmaster@example.com\nSubject: \(subject)\n\nx\n"
    guard case .bounce = kind(mail) else { throw Unexpected(kind(mail)) }
  }

  @Test("is a delay where the server still tries")
  func delay() throws {
    let mail =
      "From: MAILER-DAEMON@example.com\nSubject: Warning: could not send message for past 4 hours\n\nWill keep trying.\n"
    guard case .delayed = kind(mail) else { throw Unexpected(kind(mail)) }
  }

  @Test("is none where a person writes about one")
  func people() {
    #expect(
      kind("From: ann@example.com\nSubject: Re: Undeliverable: x\nIn-Reply-To: <1@x>\n\nI got this back?\n") == .reply)
    #expect(kind("From: ann@example.com\nSubject: Mail could not be delivered to bob\n\nWhy?\n") == .new)
    #expect(kind("From: postmaster@example.com\nSubject: Our new mail server\n\nHello\n") == .new)
  }
}
