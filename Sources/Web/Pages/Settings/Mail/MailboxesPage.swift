import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The mailboxes elsewhere that are fetched.
enum MailboxesPage {
  static let path = "/desk/{desk}/settings/mailboxes"

  static let routes: [Route] = [
    Route(.get, path, "The mailboxes that are fetched.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .get, path + "/new", "Where a mailbox is set up.", face: .page, access: .session(.admin), answer: nil
    ) { call in try await setUp(call) },
    Route(
      .post, path + "/new", "Has a mailbox fetched.", face: .page, access: .session(.admin), body: .form, answer: nil,
      handle: add),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let mailboxes: [Row]
    let isEmpty: Bool
    let new: String
  }

  struct Row {
    let path: String
    let address: String
    let place: String
    let state: String
    let isWell: Bool
    let fetched: TimeView?
  }

  struct SetUpView {
    let entries: [SettingsPages.Entry]
    let action: String
    let back: String
    let form: MailboxForm
    let problem: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (entries, base) = (try SettingsPages.entries(call, .mailboxes), try call.deskPath("/settings/mailboxes"))
    let (clock, catalogue) = (try call.clock, try call.catalogue)
    return try await call.show("settings/mailboxes", title: "settings.mailboxes", in: .settings) { tx in
      let rows = try tx.mailAccounts(PageRequest(limit: MailAccount.most)).items.map { account in
        let fetch = try tx.mailFetch(of: account.id)
        let standing = MailboxStanding(account, fetch, catalogue)
        return Row(
          path: "\(base)/\(account.id)", address: try tx.deskAddress(account.address)?.address.text ?? "",
          place: "\(account.user), \(account.host)", state: standing.state, isWell: standing.isWell,
          fetched: fetch?.fetchedAt.map { TimeView($0, clock) })
      }
      return View(entries: entries, mailboxes: rows, isEmpty: rows.isEmpty, new: "\(base)/new")
    }
  }

  private static func setUp(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (entries, back) = (try SettingsPages.entries(call, .mailboxes), try call.deskPath("/settings/mailboxes"))
    let (catalogue, path) = (try call.catalogue, call.path)
    let asked = call.text("address")
    return try await call.show(
      "settings/mailbox-new", title: "mailbox.add", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let known = try tx.deskAddresses(PageRequest(limit: DeskAddress.most)).items.map(\.address.text)
      return SetUpView(
        entries: entries, action: path, back: back,
        form: MailboxForm(refused?.form, address: asked, known: known, catalogue),
        problem: refused?.labelled(in: catalogue, MailboxForm.labels))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let base = try call.deskPath("/settings/mailboxes")
    return try await call.submit { form in
      let (address, input) = try MailboxForm.read(form)
      return SetUpMailbox(for: address, input, fetchesExisting: form["fetch_existing"] == "true")
    } then: { account, _ in
      "\(base)/\(account.id)?done=mailbox_added"
    } orShow: {
      try await setUp(call, $0)
    }
  }
}

/// How fetching a mailbox goes, in words.
struct MailboxStanding {
  let state: String
  let isWell: Bool
  /// What went wrong last, and what helps; nil where nothing did.
  let trouble: String?

  init(_ account: MailAccount, _ fetch: MailFetch?, _ catalogue: Catalogue) {
    trouble = fetch?.reason.map { catalogue["mailbox.trouble_\($0.rawValue)"] }
    isWell = account.state == .active && fetch?.reason == nil
    guard account.state == .active else {
      state = catalogue["mailbox.paused"]
      return
    }
    guard let fetch, fetch.fetchedAt != nil || fetch.reason != nil else {
      state = catalogue["mailbox.not_yet"]
      return
    }
    state =
      catalogue[fetch.failingSince != nil ? "mailbox.failing" : fetch.reason != nil ? "mailbox.unwell" : "mailbox.well"]
  }
}
