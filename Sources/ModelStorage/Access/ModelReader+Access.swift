import Foundation
package import Storage
package import Ticketing

extension ModelReader {
  package func token(secretHash: [UInt8]) -> TokenRecord? {
    tables.tokens.rows.first { $0.secretHash == secretHash }
  }

  package func token(_ id: TokenID) -> TokenRecord? { tables.tokens[id] }

  package func tokens(_ page: PageRequest) -> Page<TokenRecord> { tables.tokens.page(page, id: \.id) }

  package func openTokens(of agent: AgentID) -> [TokenRecord] {
    Array(tables.tokens.rows.filter { $0.agent == agent && $0.revokedAt == nil }.reversed().prefix(200))
  }

  package func audit(before seq: Int?, limit: Int) -> [AuditRecord] {
    let end = seq.map { $0 - 1 } ?? .max
    return end < 1 ? [] : tables.audit.rows(1...end).last(limit)
  }

  package func keptAnswer(to key: IdempotencyKey) -> KeptAnswer? {
    guard let answer = tables.answers[key: AnswerPlace(key)] else { return nil }
    return answer.isOver(at: environment.now()) ? nil : answer
  }
}

extension KeptAnswer {
  /// An answer is given again for 24 hours.
  func isOver(at now: Date) -> Bool { at.milliseconds <= now.addingTimeInterval(-24 * 3_600).milliseconds }
}
