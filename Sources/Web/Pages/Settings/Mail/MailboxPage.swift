import DeskActions
import FormData
import HTTPTypes
import Storage
import StrictJSON
import Ticketing
import Vault

/// One mailbox: how fetching it goes, a trial in both directions, and how it is reached.
enum MailboxPage {
  static let path = MailboxesPage.path + "/{account}"

  static let routes: [Route] = [
    Route(.get, path, "One mailbox that is fetched.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(
      .post, path, "Changes how a mailbox is reached.", face: .page, access: .session(.admin), body: .form, answer: nil
    ) { call in
      try await act(call, done: "saved") { ChangeMailAccount($0, try MailboxForm.changes($1)) }
    },
    Route(
      .post, path + "/open", "Tries whether a mailbox opens; changes nothing there.", face: .page,
      access: .session(.admin), body: .form, answer: nil
    ) { call in
      try await show(call, opened: try await MailAccountRoutes.tried(call))
    },
    Route(
      .post, path + "/send", "Sends a mail to the address of a mailbox, to see it come in.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: send),
    Route(
      .post, path + "/paused", "Pauses a mailbox, or lets it go on.", face: .page, access: .session(.admin),
      body: .form, answer: nil
    ) { call in
      try await act(call, done: "saved") { ChangeMailAccount($0, isPaused: $1["paused"] == "true") }
    },
    Route(
      .post, path + "/remove", "Fetches a mailbox no more.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: remove),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let back: String
    let address: String
    let addressPath: String
    let place: String
    let state: String
    let trouble: String?
    let failingSince: TimeView?
    let fetched: TimeView?
    let next: TimeView?
    let passedOver: [PassedOver]
    let hasPassedOver: Bool
    let isActive: Bool
    let isProven: Bool
    let sendsMail: Bool
    let opened: Trial?
    let sent: Trial?
    /// Asks again whether the mail has come in.
    let again: String?
    let form: MailboxForm
    let problem: String?
  }

  struct Trial {
    let isGood: Bool
    let isBad: Bool
    let sentence: String
  }

  struct PassedOver {
    let words: String
    let at: TimeView
  }

  private static func show(
    _ call: Call, opened: MailboxVerdict? = nil, _ refused: RefusedForm? = nil
  ) async throws -> Answer {
    let (id, catalogue): (MailAccountID, Catalogue) = (try call.parameter("account"), try call.catalogue)
    let (entries, back) = (try SettingsPages.entries(call, .mailboxes), try call.deskPath("/settings/mailboxes"))
    let (clock, sendsMail, addresses) = (
      try call.clock, call.hub.mail.sendTrial != nil, try call.deskPath("/settings/addresses")
    )
    let code = call.text("sent").flatMap { $0.wholeMatch(of: /[0-9a-f]{8}|proof/) == nil ? nil : $0 }
    return try await call.show("settings/mailbox", in: .settings, status: refused?.problem.status ?? 200) { tx in
      guard let account = try tx.mailAccount(id), let address = try tx.deskAddress(account.address) else {
        throw NotFound()
      }
      let fetch = try tx.mailFetch(of: id)
      let standing = MailboxStanding(account, fetch, catalogue)
      let sent = try code.map { try arrival(of: $0, at: address, tx, clock) }
      let view = View(
        entries: entries, path: "\(back)/\(id)", back: back, address: address.address.text,
        addressPath: "\(addresses)/\(address.id)",
        place: "\(account.user), \(account.host):\(account.port), \(account.folder)",
        state: standing.state, trouble: standing.trouble,
        failingSince: fetch?.failingSince.map { TimeView($0, clock) },
        fetched: fetch?.fetchedAt.map { TimeView($0, clock) },
        next: account.state == .active ? fetch.map { TimeView(max($0.nextAt, clock.now), clock) } : nil,
        passedOver: (fetch?.passedOver ?? []).suffix(10).map {
          PassedOver(
            words: catalogue.text("mailbox.passed_\($0.reason.rawValue)", ["uid": "\($0.uid)"]),
            at: TimeView($0.at, clock))
        },
        hasPassedOver: fetch?.passedOver.isEmpty == false, isActive: account.state == .active,
        isProven: address.isProven, sendsMail: sendsMail, opened: opened.map { trial($0, account, catalogue) },
        sent: sent, again: sent.flatMap { $0.isGood ? nil : code }.map { "\(back)/\(id)?sent=\($0)#trial" },
        form: MailboxForm(account, refused.flatMap { $0.isOf("mailbox") ? $0.form : nil }, catalogue),
        problem: refused?.labelled(in: catalogue, MailboxForm.labels))
      return (address.address.text, view)
    }
  }

  private static func trial(_ verdict: MailboxVerdict, _ account: MailAccount, _ catalogue: Catalogue) -> Trial {
    guard let mails = verdict.mails else {
      let why = verdict.trouble.map { catalogue["mailbox.trouble_\($0.rawValue)"] } ?? verdict.detail ?? ""
      return Trial(isGood: false, isBad: true, sentence: catalogue.text("mailbox.does_not_open", ["why": why]))
    }
    let values = ["count": "\(mails)", "folder": account.folder]
    return Trial(isGood: true, isBad: false, sentence: catalogue.text("mailbox.opens", values))
  }

  /// Whether the mail has come in that was sent to see that.
  private static func arrival(
    of code: String, at address: DeskAddress, _ tx: any DeskReader, _ clock: PageClock
  ) throws -> Trial {
    if code == "proof" {
      guard let at = address.proof.provenAt else {
        return Trial(isGood: false, isBad: false, sentence: clock.catalogue["mailbox.proof_sent"])
      }
      let words = clock.catalogue.text("mailbox.proof_came", ["time": clock.short(at)])
      return Trial(isGood: true, isBad: false, sentence: words)
    }
    let newest = try tx.receivedMails(in: nil, PageRequest(limit: 50)).items
    guard let mail = newest.first(where: { $0.subject?.hasSuffix(" " + code) == true }) else {
      return Trial(isGood: false, isBad: false, sentence: clock.catalogue["mailbox.trial_sent"])
    }
    let words = clock.catalogue.text("mailbox.trial_came", ["time": clock.short(mail.receivedAt)])
    return Trial(isGood: true, isBad: false, sentence: words)
  }

  private static func send(_ call: Call) async throws -> Answer {
    let id: MailAccountID = try call.parameter("account")
    let path = try call.deskPath("/settings/mailboxes/\(id)")
    let (address, mark) = try await call.hub.storage.read(in: try call.actor.tenant) { tx in
      (try tx.mailAccount(id).flatMap { try tx.deskAddress($0.address) }, try tx.loopMark())
    }
    guard let address else { throw NotFound() }
    do {
      guard address.isProven else {
        _ = try await AddressRoutes.ask(for: address.id, call)
        try await hurry(id, call)
        return .seeOther("\(path)?sent=proof#trial")
      }
      guard let send = call.hub.mail.sendTrial else { throw AddressRefusal.notSent(reason: nil) }
      try await call.hub.storage.perform(NoteTrial(of: address.id), by: try call.actor, call.moment)
      let code = RandomBytes.system(4).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      if let reason = await send(address.address, code, mark, try await call.deskRecord()) {
        throw AddressRefusal.notSent(reason: reason)
      }
      try await hurry(id, call)
      return .seeOther("\(path)?sent=\(code)#trial")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  /// Whoever waits for a mail need not wait for the next visit.
  private static func hurry(_ id: MailAccountID, _ call: Call) async throws {
    try await call.hub.storage.perform(HurryMailbox(id), by: try call.actor, call.moment)
  }

  private static func act<Performed: Action>(
    _ call: Call, done: String, _ action: (MailAccountID, FormFields) throws -> Performed
  ) async throws -> Answer {
    let id: MailAccountID = try call.parameter("account")
    let path = try call.deskPath("/settings/mailboxes/\(id)")
    return try await call.submit {
      try action(id, $0)
    } then: { _, _ in
      "\(path)?done=\(done)"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    let id: MailAccountID = try call.parameter("account")
    let base = try call.deskPath("/settings/mailboxes")
    return try await call.submit { _ in
      RemoveMailAccount(id)
    } then: { _, _ in
      "\(base)?done=mailbox_removed"
    } orShow: {
      try await show(call, $0)
    }
  }
}
