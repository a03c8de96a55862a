import ConnectorKit
import Federation
import Foundation
import MailBridge
import StrictJSON
import Testing
import Ticketing

@Suite("How a desk is answered by mail")
struct AnsweringTests {
  private func mail(
    _ content: Change.Content, _ connector: MailConnector, on ticket: String? = "12"
  ) throws -> OutwardMail? {
    guard case .post(let mail) = connector.carry(change(content, on: ticket), Exchange()) else { return nil }
    return mail
  }

  private func change(_ content: Change.Content, on ticket: String?) -> Change {
    change(
      content, EventID(UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))),
      ticket.map { ExternalReference(id: $0) })
  }

  private func change(_ content: Change.Content, _ event: EventID, _ ticket: ExternalReference?) -> Change {
    Change(
      event: event, marker: event.description, mark: "o1.event.code", at: Date(timeIntervalSince1970: 0),
      author: WireAuthor(ref: "p1", name: "Ivan", kind: .agent, role: "agent", desk: "Fieldworks"), content: content,
      ticket: ticket, status: "open")
  }

  private func status(_ status: String, _ text: String? = nil) -> Change.Content {
    .status(
      OutwardStatus(
        status: status, resolution: text.map { Resolution(code: .fixed, text: $0) }, fields: [:]))
  }

  private func comment(isPublic: Bool) -> Change.Content {
    .comment(
      OutwardComment(body: "At two.", format: .text, isPublic: isPublic, signedBody: "Ivan (Fieldworks): At two."))
  }

  @Test("with its number in the subject, and the hub's mark in the last line")
  func numbered() throws {
    let mail = try #require(try mail(comment(isPublic: true), try Notice.connector("requesttracker")))
    #expect(mail.subject == "[far #12] Ivan (Fieldworks)")
    #expect(mail.to == "new@far.example")
    #expect(mail.text.hasPrefix("Ivan (Fieldworks): At two.\n"))
    #expect(mail.text.hasSuffix("\nBaton-Ref: o1.event.code\n"))
    #expect(mail.mark == "o1.event.code")
  }

  @Test(
    "with a line that it obeys, in its own words",
    arguments: [
      ("requesttracker", "hold", "Status: stalled\n", "hold"),
      ("requesttracker", "pending", "Status: stalled\n", "hold"),
      ("requesttracker", "cancelled", "Status: rejected\n", "cancelled"),
      ("zendesk", "resolved", "#solved\n", "resolved"),
      ("servicenow", "resolved", "Ivan (Fieldworks): resolved\n", "resolved"),
    ])
  func commands(_ desk: String, _ word: String, _ line: String, _ known: String) throws {
    let connector = try Notice.connector(desk)
    let mail = try #require(try mail(status(word, "The fuse."), connector))
    #expect(mail.text.hasPrefix(line), "\(mail.text)")
    #expect(mail.text.contains("The fuse."))
    let answered = Exchange(answers: [EgressAnswer(status: 250)])
    guard case .done(let receipt) = connector.carry(change(status(word, "The fuse."), on: "12"), answered) else {
      Issue.record("it did not end")
      return
    }
    #expect(receipt.status == known, "what the desk has instead is what stands there")
  }

  @Test("at the address that has its number in it")
  func numberedAddress() throws {
    let connector = try Notice.connector("zendesk", ["reply_address": "support+id{number}@far.example"])
    #expect(try mail(comment(isPublic: true), connector)?.to == "support+id12@far.example")
  }

  @Test("with partners' words where its requesters do not see them, or not at all")
  func hidden() throws {
    #expect(try mail(comment(isPublic: false), try Notice.connector("jira")) == nil)
    let other = try Notice.connector("jira", ["comment_address": "comment@far.example"])
    #expect(try mail(comment(isPublic: false), other)?.to == "comment@far.example")
    let zendesk = try mail(comment(isPublic: false), try Notice.connector("zendesk"))
    #expect(zendesk?.text.hasPrefix("#note\n") == true)
  }

  @Test("A07: no word of anybody's becomes another header")
  func headers() throws {
    let ticket = NewTicket(
      number: 1, subject: "Fan\r\nBcc: evil@far.example", description: "", priority: nil, type: nil, requester: nil,
      fields: [:])
    // The subject is made fit for a header where the mail gets its form; the address is the admin's own.
    #expect(try mail(.open(ticket), try Notice.connector("jira"), on: nil)?.to == "new@far.example")
    #expect(throws: SettingsRefusal.self) {
      try Notice.connector("jira", ["address": "a@b.example\r\nBcc: c@d.example"])
    }
  }
}
