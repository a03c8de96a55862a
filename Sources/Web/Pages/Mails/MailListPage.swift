import DeskActions
import HTTPTypes
import Storage
import Ticketing

/// The mail that came in: first what waits for a person, then what nobody has to read, then the rest.
enum MailListPage {
  static let path = "/desk/{desk}/mails"

  static let routes: [Route] = [
    Route(
      .get, path, "The mail that came in, what waits for a person first.", face: .page, access: .session(.agent),
      answer: nil, handle: show)
  ]

  private static let tabs: [KeptMail.State] = [.parked, .setAside, .filed, .waiting]

  struct TabView {
    let name: String
    let query: String
    let isHere: Bool
  }

  struct View {
    let tabs: [TabView]
    let rows: [KeptMailRow]
    let isEmpty: Bool
    let help: String
    let emptyWords: String
    let next: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let state = call.text("state").flatMap { KeptMail.State(rawValue: $0) } ?? .parked
    let (page, clock, catalogue, base) = (try call.page(), try call.clock, try call.catalogue, try call.deskPath())
    return try await call.show("mails/list", title: "mail.title", in: .mails) { tx in
      let found = try tx.receivedMails(in: state, page)
      let rows = found.items.map { KeptMailRow($0, base, clock) }
      return View(
        tabs: tabs.map {
          TabView(
            name: catalogue["mail.tab_\($0.rawValue)"], query: "state=\($0.rawValue)", isHere: $0 == state)
        },
        rows: rows, isEmpty: rows.isEmpty, help: catalogue["mail.help_\(state.rawValue)"],
        emptyWords: catalogue["mail.none_\(state.rawValue)"],
        next: found.next.map { "state=\(state.rawValue)&cursor=\(Cursor.text($0))" })
    }
  }
}

/// A received mail as one line of the list.
struct KeptMailRow {
  let path: String
  let subject: String
  let author: String
  /// What it was taken for, or why it is not on a ticket.
  let why: String
  let received: TimeView

  init(_ mail: KeptMail, _ base: String, _ clock: PageClock) {
    let words = KeptMailWords(mail, clock.catalogue)
    path = "\(base)/mails/\(mail.id)"
    subject = words.subject
    author = words.author
    why = words.why
    received = TimeView(mail.receivedAt, clock)
  }
}

/// What is known of a received mail, in words.
struct KeptMailWords {
  let subject: String
  let author: String
  let state: String
  let kind: String?
  let reason: String?
  /// The reason, else the kind, else nothing.
  let why: String

  init(_ mail: KeptMail, _ catalogue: Catalogue) {
    let subject = mail.subject ?? ""
    self.subject = subject.isEmpty ? catalogue["mail.no_subject"] : subject
    let author = mail.author ?? mail.envelope.sender ?? ""
    self.author = author.isEmpty ? catalogue["mail.no_author"] : author
    state = catalogue["mail.state_\(mail.state.rawValue)"]
    kind = mail.kind.map { catalogue["mail.kind_\($0.rawValue)"] }
    reason = mail.reason.map { catalogue["mail.reason_\($0.rawValue)"] }
    why = reason ?? kind ?? ""
  }
}
