import Foundation
import HTTPTypes
import Storage
import Ticketing

/// Who did what from where.
enum AuditRoutes {
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/audit", "What was done at this desk, newest first; for admins.", query: QueryParameter.paging,
      answer: .page(of: "AuditRecord"), handle: list)
  ]

  private static func list(_ call: Call) async throws -> Answer {
    try call.actor.require(.admin)
    let request = try call.page()
    // The sentences are in the language that the caller asks for, with times in UTC unless its zone is known.
    let words = AuditWords(
      call.hub.pages?.library.catalogue(call.language) ?? Catalogue(language: call.language, texts: [:]),
      now: call.moment.now, zone: call.zone)
    return try await call.read { tx in
      let records = try tx.audit(before: request.after.map { Int($0.key) }, limit: request.limit + 1)
      let page = Page(oneMoreThan: request.limit, records) { PagePosition(key: Int64($0.seq), id: tx.tenant.uuid) }
      return Call.list(page) { AuditView.json($0, words) }
    }
  }
}
