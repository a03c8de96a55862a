import Foundation
import Storage
import StrictJSON
import Ticketing

/// A mailbox that is fetched, as its desk sees it; its password is never shown.
enum MailAccountView {
  static let schema = Schema.object([
    "id": .id, "address": .id, "host": .text, "port": .integer, "security": .choice(of: MailAccount.Security.self),
    "user": .text, "folder": .text, "afterwards": .choice(of: MailAccount.Afterwards.self),
    "moves_to": Schema.text.orNull, "fetch_existing": .flag, "state": .choice(of: MailAccount.State.self),
    "reason": Schema.choice(of: MailFetchTrouble.self).orNull, "failing_since": Schema.time.orNull,
    "fetched_at": Schema.time.orNull,
    "next_at": Schema.time.orNull,
    "passed_over": .list(
      .object(["uid": .integer, "reason": .choice(of: MailFetch.PassedOver.Reason.self), "at": .time])),
    "created_at": .time,
  ])

  static func answer(_ account: MailAccount, _ tx: any DeskReader) throws -> Answer { .json(try json(account, tx)) }

  static func json(_ account: MailAccount, _ tx: any DeskReader) throws -> JSONValue {
    let fetch = try tx.mailFetch(of: account.id)
    return .object([
      "id": JSONValue(account.id), "address": JSONValue(account.address), "host": JSONValue(account.host),
      "port": JSONValue(account.port), "security": JSONValue(account.security.rawValue),
      "user": JSONValue(account.user), "folder": JSONValue(account.folder),
      "afterwards": JSONValue(account.afterwards.rawValue), "moves_to": JSONValue(account.movesTo),
      "fetch_existing": JSONValue(account.fetchesExisting), "state": JSONValue(account.state.rawValue),
      "reason": JSONValue(fetch?.reason?.rawValue), "failing_since": JSONValue(fetch?.failingSince),
      "fetched_at": JSONValue(fetch?.fetchedAt),
      "next_at": account.state == .active ? JSONValue(fetch?.nextAt) : .null,
      "passed_over": .array((fetch?.passedOver ?? []).map(json)), "created_at": JSONValue(account.createdAt),
    ])
  }

  private static func json(_ mail: MailFetch.PassedOver) -> JSONValue {
    ["uid": JSONValue(Int(mail.uid)), "reason": JSONValue(mail.reason.rawValue), "at": JSONValue(mail.at)]
  }
}
