import Foundation
package import Storage

extension SQLTransaction {
  package func put(_ token: TokenRecord) throws {
    tellAfterCommit(.access)
    try execute(
      AccessSQL.putToken,
      [
        .id(token.id), .id(token.agent), .text(token.label), .blob(token.secretHash), .date(token.createdAt),
        .date(token.expiresAt), .date(token.revokedAt),
      ])
  }

  package func append(_ record: AuditRecord) throws {
    try execute(
      AccessSQL.appendAudit,
      [.count(try next(.audit)), .date(record.at)] + record.sourceValues + [
        .text(record.action), .text(record.subject), .text(try AuditFacts.text(record.facts)), .text(record.address),
      ])
  }

  package func keep(_ answer: KeptAnswer, to key: IdempotencyKey) throws {
    let body = try environment.sealer.seal(
      answer.body, under: try requireTenant().key, key.sealContext(in: tenant))
    try execute(
      AccessSQL.keepAnswer,
      key.values + [
        .blob(answer.requestHash), .count(answer.status), try .json(answer.headers), .blob(body), .date(answer.at),
      ])
    let oldest = answer.at.addingTimeInterval(-AnswerLife.seconds)
    try execute(AccessSQL.forgetAnswers, [.date(oldest), .count(8)])
  }
}
