import DeskActions
import Foundation
import HTTPTypes
package import Storage
import StrictJSON
import Ticketing

/// Mailboxes elsewhere whose mail is fetched.
enum MailAccountRoutes {
  private static let path = "/api/v1/mail-accounts"
  private static let one = path + "/{account}"

  package static let all: [Route] = [
    Route(
      .get, path, "The mailboxes that are fetched, oldest first.", query: QueryParameter.paging,
      answer: .page(of: "MailAccount")
    ) { call in
      let page = try call.page()
      return try await read(call) { tx in
        try Call.list(try tx.mailAccounts(page)) { try MailAccountView.json($0, tx) }
      }
    },
    Route(
      .post, path, "Has mail fetched by IMAP, as if it had come to one of the desk's addresses.",
      body: .json(MailAccountBody.schema, isOptional: false), status: 201, answer: .named("MailAccount")
    ) { call in
      let body = try call.body(MailAccountBody.init)
      return try await call.write(AddMailAccount(body.input, fetchesExisting: body.fetchesExisting)) { account, tx in
        .created(try MailAccountView.json(account, tx), at: "\(path)/\(account.id)")
      }
    },
    Route(.get, one, "One mailbox, and how fetching it goes.", answer: .named("MailAccount")) { call in
      let id: MailAccountID = try call.parameter("account")
      return try await read(call) { tx in try MailAccountView.answer(try tx.existing(id), tx) }
    },
    Route(
      .patch, one, "Changes how a mailbox is fetched, and visits it at once; another host asks for the password anew.",
      body: .json(MailAccountChangesBody.schema, isOptional: false), answer: .named("MailAccount")
    ) { call in
      let body = try call.body(MailAccountChangesBody.init)
      let change = ChangeMailAccount(try call.parameter("account"), body.input)
      return try await call.write(change, MailAccountView.answer)
    },
    Route(.delete, one, "Fetches nothing any more, and forgets the password.", status: 204, answer: nil) { call in
      try await call.write(RemoveMailAccount(try call.parameter("account"))) { _, _ in .noContent }
    },
    Route(
      .post, one + "/pause", "Fetches nothing for a while.", body: .json(.object([:]), isOptional: true),
      answer: .named("MailAccount")
    ) { try await answer($0, isPaused: true) },
    Route(
      .post, one + "/resume", "Goes on after a pause, at once.", body: .json(.object([:]), isOptional: true),
      answer: .named("MailAccount")
    ) { try await answer($0, isPaused: false) },
    Route(
      .post, one + "/test", "Tries whether the mailbox opens; changes nothing there.",
      body: .json(.object([:]), isOptional: true),
      answer: .object(["ok": .flag, "mails": Schema.integer.orNull, "detail": Schema.text.orNull]), handle: test),
  ]

  private static func answer(_ call: Call, isPaused: Bool) async throws -> Answer {
    try call.emptyBody()
    let change = ChangeMailAccount(try call.parameter("account"), isPaused: isPaused)
    return try await call.write(change, MailAccountView.answer)
  }

  /// Whose mail is read where is for admins.
  private static func read(
    _ call: Call, _ body: @escaping @Sendable (any DeskReader) throws -> Answer
  ) async throws -> Answer {
    try call.actor.require(.admin)
    return try await call.read(body)
  }

  private static func test(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    let tried = try await tried(call)
    return .json(["ok": .bool(tried.detail == nil), "mails": JSONValue(tried.mails), "detail": JSONValue(tried.detail)])
  }

  /// Opens the mailbox that a request names.
  static func tried(_ call: Call) async throws -> MailboxVerdict {
    try call.actor.require(.admin)
    let id: MailAccountID = try call.parameter("account")
    let account = try await call.hub.storage.read(in: try call.actor.tenant) { try $0.existing(id) }
    return await call.hub.mailboxes(account)
  }
}

/// Opens a mailbox, and changes nothing there.
package typealias MailboxTest = @Sendable (MailAccount) async -> MailboxVerdict

/// What came of trying whether a mailbox opens.
package struct MailboxVerdict: Sendable, Equatable {
  /// How many mails are in its folder; nil where it does not open.
  package let mails: Int?
  /// Why it does not; nil where it does.
  package let trouble: MailFetchTrouble?
  /// The same in a sentence, for whoever set it up.
  package let detail: String?

  package init(mails: Int?, trouble: MailFetchTrouble?, detail: String?) {
    self.mails = mails
    self.trouble = trouble
    self.detail = detail
  }
}

extension DeskReader {
  fileprivate func existing(_ id: MailAccountID) throws -> MailAccount {
    guard let account = try mailAccount(id) else { throw NotFound() }
    return account
  }
}
