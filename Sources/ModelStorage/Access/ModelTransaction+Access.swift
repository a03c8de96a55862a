import Foundation
package import Storage
import Ticketing

extension ModelTransaction {
  package func put(_ token: TokenRecord) throws {
    tellAfterCommit(.access)
    try require(agent(token.agent) != nil, "agent")
    let twin = self.token(secretHash: token.secretHash)
    try refuse("tokens.secret_hash", where: twin.map { $0.id != token.id } ?? false)
    tables.tokens[token.id] = token
  }

  package func append(_ record: AuditRecord) throws {
    guard deskRecord() != nil else { throw StorageError.constraint("counters") }
    let seq = tables.settings.change {
      $0.entries += 1
      return $0.entries
    }
    tables.audit[key: seq] = AuditRecord(
      seq: seq, at: record.at, source: record.source, action: record.action, subject: record.subject,
      facts: record.facts, address: record.address)
  }

  /// Forgets a few that are over, whenever a new one is kept, so that as many stay as a day is long.
  package func keep(_ answer: KeptAnswer, to key: IdempotencyKey) throws {
    guard deskRecord() != nil else { throw StorageError.constraint("tenants") }
    tables.answers[key: AnswerPlace(key)] = answer
    let over = tables.answers.keyedRows { $0.isOver(at: answer.at) }
      .sorted { ($0.row.at, $0.key) < ($1.row.at, $1.key) }
    for (key, _) in over.prefix(8) { tables.answers[key: key] = nil }
  }
}
