import DeskActions
import FormData
import HTTPTypes
import MailReading
import MessageFormat
import RichText
import Storage
import Ticketing

/// One mail that came in: what became of it, its words, its head, its parts; and what can be done about it.
enum MailPage {
  static let path = MailListPage.path + "/{mail}"

  static let routes: [Route] = [
    Route(
      .get, path, "One mail that came in, with its head and parts.", face: .page, access: .session(.agent), answer: nil
    ) { try await show($0) },
    Route(
      .post, path + "/retry", "Has a mail filed after all.", face: .page, access: .session(.agent), body: .form,
      answer: nil
    ) { try await act($0, done: "mail_retried") { RetryMail($0) } },
    Route(
      .post, path + "/drop", "Gives a parked mail up.", face: .page, access: .session(.agent), body: .form, answer: nil
    ) { try await act($0, done: "mail_dropped") { DropMail($0) } },
  ]

  /// More are in the mail itself, to download.
  private static let (mostFields, mostParts, longestField) = (150, 100, 2_000)

  struct View {
    let path: String
    let back: String
    let subject: String
    let author: String
    let recipient: String
    let sender: String?
    let door: String
    let state: String
    let kind: String?
    let reason: String?
    let received: TimeView
    let size: String
    let ticket: TicketLink?
    let isParked: Bool
    let isAside: Bool
    let isGone: Bool
    let isLarge: Bool
    /// Escaped, with what was quoted folded away.
    let words: String?
    let isHTML: Bool
    let hasRemote: Bool
    let hasHead: Bool
    let fields: [Field]
    let parts: [Part]
    let problem: String?
  }

  struct TicketLink {
    let number: Int
    let subject: String
    let at: String
  }

  struct Field {
    let name: String
    let text: String
  }

  struct Part {
    let type: String
    let name: String
    let size: String
  }

  static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (mail, contents) = try await call.keptMail()
    let (base, clock, catalogue) = (try call.deskPath(), try call.clock, try call.catalogue)
    let words = KeptMailWords(mail, catalogue)
    let read = contents?.mail
    let text = read.map { MailText.lines($0.words, max: Limits.descriptionBytes) } ?? ""
    let hasRemote = read?.html.map { MailHTMLPage.asksElsewhere($0) } ?? false
    let answer = try await call.show("mails/show", in: .mails, status: refused?.problem.status ?? 200) { tx in
      let ticket = try mail.ticket.flatMap { try tx.ticket($0) }
      let view = View(
        path: "\(base)/mails/\(mail.id)", back: "\(base)/mails?state=\(mail.state.rawValue)", subject: words.subject,
        author: words.author, recipient: mail.envelope.recipient,
        sender: mail.envelope.sender.flatMap { $0.isEmpty ? nil : $0 },
        door: catalogue["mail.door_\(mail.envelope.door.rawValue)"], state: words.state, kind: words.kind,
        reason: words.reason, received: TimeView(mail.receivedAt, clock),
        size: FileSize.text(mail.bytes),
        ticket: ticket.map { TicketLink(number: $0.number, subject: $0.subject, at: "\(base)/tickets/\($0.number)") },
        isParked: mail.state == .parked, isAside: mail.state == .setAside, isGone: contents == nil,
        isLarge: contents != nil && read == nil,
        words: text.isEmpty ? nil : FoldedMail.html(text, label: catalogue["comment.folded"]),
        isHTML: read?.html != nil, hasRemote: hasRemote, hasHead: contents?.fields.isEmpty == false,
        fields: fields(of: contents), parts: parts(of: read),
        problem: refused?.problem.detail)
      return (words.subject, view)
    }
    return answer.framingOwn
  }

  private static func fields(of contents: MailContents?) -> [Field] {
    (contents?.fields.fields ?? []).prefix(mostFields).map {
      Field(
        name: String($0.name.prefix(100)), text: MailText.line($0.text, max: longestField))
    }
  }

  private static func parts(of mail: ReceivedMail?) -> [Part] {
    (mail?.message.parts ?? []).filter(\.children.isEmpty).prefix(mostParts).map {
      Part(
        type: $0.type.essence, name: MailText.line($0.filename ?? "", max: 200), size: FileSize.text($0.body.count))
    }
  }

  private static func act<Performed: Action>(
    _ call: Call, done: String, _ action: (KeptMailID) -> Performed
  ) async throws -> Answer {
    let id: KeptMailID = try call.parameter("mail")
    let path = try call.deskPath("/mails/\(id)")
    return try await call.submit { _ in
      action(id)
    } then: { _, _ in
      "\(path)?done=\(done)"
    } orShow: {
      try await show(call, $0)
    }
  }
}
