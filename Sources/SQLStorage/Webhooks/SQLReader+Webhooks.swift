import Federation
import Foundation
package import Storage
import StrictJSON
import Ticketing

extension SQLReader {
  package func webhook(_ id: WebhookID) throws -> Webhook? { try first(WebhookSQL.webhook, [.id(id)], webhook) }

  package func webhooks(_ page: PageRequest) throws -> Page<Webhook> {
    try list(WebhookSQL.webhooks, page, webhook) { $0.id.uuid }
  }

  package func webhookAudience() throws -> [WebhookListener] {
    guard try knownTenant()?.hasWebhooks ?? false else { return [] }
    return try rows(WebhookSQL.audience) {
      WebhookListener(webhook: try $0.id(), events: try WebhookEvents(kept: &$0), tellsInternal: $0.flag())
    }
  }

  package func webhookMessage(_ id: WebhookMessageID) throws -> WebhookMessage? {
    try first(WebhookMessageSQL.message, [.id(id)], WebhookMessage.init)
  }

  package func webhookMessages(
    of webhook: WebhookID, in state: WebhookMessage.State?, _ page: PageRequest
  ) throws -> Page<WebhookMessage> {
    let before: [SQLValue] = [.id(webhook), .integer(page.after?.key ?? .max), .count(page.limit + 1)]
    let statement = state == nil ? WebhookMessageSQL.messages : WebhookMessageSQL.messagesInState
    let placed = try rows(statement, before + (state.map { [.word($0)] } ?? [])) {
      (message: try WebhookMessage(&$0), place: $0.integer())
    }
    return Page(oneMoreThan: page.limit, placed) { PagePosition(key: $0.place, id: $0.message.id.uuid) }
      .map(\.message)
  }

  package func webhookAttempts(of message: WebhookMessageID) throws -> [WebhookAttempt] {
    try rows(WebhookMessageSQL.attempts, [.id(message)]) {
      WebhookAttempt(
        message: message, number: $0.count(), at: $0.date(), outcome: try $0.word(), status: $0.maybeCount(),
        excerpt: $0.text())
    }
  }

  private func webhook(_ columns: inout Columns) throws -> Webhook {
    let id: WebhookID = try columns.id()
    return Webhook(
      id: id, url: columns.text(), events: try WebhookEvents(kept: &columns), tellsInternal: columns.flag(),
      secrets: try openSecrets(columns.bytes(), of: id), olderUntil: columns.maybeDate(),
      standing: try WebhookStanding(&columns), createdAt: columns.date())
  }

  private func openSecrets(_ sealed: [UInt8], of id: WebhookID) throws -> [String] {
    let plain = try environment.sealer.open(sealed, under: try requireTenant().key, .webhook(id, in: tenant))
    do { return try [String](jsonBytes: plain) } catch { throw StorageError.corrupt("sealed secrets are none") }
  }
}

extension SealContext {
  static func webhook(_ id: WebhookID, in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "webhooks", row: id.description, column: "secrets")
  }
}

extension WebhookEvents {
  init(kept columns: inout Columns) throws {
    guard let events = WebhookEvents(try columns.words()) else {
      throw StorageError.corrupt("a webhook is told of nothing that there is")
    }
    self = events
  }
}

extension WebhookStanding {
  init(_ columns: inout Columns) throws {
    let (state, reason): (Webhook.State, String?) = (try columns.word(), columns.maybeText())
    let failures = columns.count()
    let failingSince = columns.maybeDate()
    self.init(
      state: state, reason: reason, breaker: Breaker(failures: failures, restsUntil: columns.maybeDate()),
      failingSince: failingSince)
  }

  var values: [SQLValue] {
    [
      .word(state), .text(reason), .count(breaker.failures), .date(failingSince), .date(breaker.restsUntil),
    ]
  }
}

extension WebhookMessage {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), webhook: try columns.id(), event: try columns.word(), ticket: try columns.maybeID(),
      createdAt: columns.date(), nextAt: columns.date(), state: try columns.word(), attempts: columns.count(),
      failures: columns.count(), finishedAt: columns.maybeDate(), body: columns.bytes())
  }
}
