import Foundation
package import Storage
package import Ticketing

extension SQLReader {
  package func token(secretHash: [UInt8]) throws -> TokenRecord? {
    try first(AccessSQL.tokenBySecret, [.blob(secretHash)], TokenRecord.init)
  }

  package func token(_ id: TokenID) throws -> TokenRecord? {
    try first(AccessSQL.token, [.id(id)], TokenRecord.init)
  }

  package func tokens(_ page: PageRequest) throws -> Page<TokenRecord> {
    try list(AccessSQL.tokens, page, TokenRecord.init) { $0.id.uuid }
  }

  package func openTokens(of agent: AgentID) throws -> [TokenRecord] {
    try rows(AccessSQL.openTokens, [.id(agent)], TokenRecord.init)
  }

  package func audit(before seq: Int?, limit: Int) throws -> [AuditRecord] {
    try rows(AccessSQL.audit, [.count(seq ?? .max), .count(limit)], AuditRecord.init)
  }

  package func keptAnswer(to key: IdempotencyKey) throws -> KeptAnswer? {
    let oldest = environment.now().addingTimeInterval(-AnswerLife.seconds)
    return try first(AccessSQL.keptAnswer, key.values + [.date(oldest)]) {
      KeptAnswer(
        requestHash: $0.bytes(), status: $0.count(), headers: try $0.json(),
        body: try environment.sealer.open($0.bytes(), under: try requireTenant().key, key.sealContext(in: tenant)),
        at: $0.date())
    }
  }
}

/// How long an answer is given again.
enum AnswerLife {
  static let seconds: Double = 24 * 3_600
}

extension IdempotencyKey {
  var values: [SQLValue] { [.id(agent), .text(route), .text(key)] }

  /// An answer may hold a token or an invitation's code, so its body is sealed.
  func sealContext(in tenant: TenantID) -> SealContext {
    SealContext(tenant: tenant, table: "kept_answers", row: "\(agent) \(route) \(key)", column: "body")
  }
}

extension TokenRecord {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), agent: try columns.id(), label: columns.text(), secretHash: columns.bytes(),
      createdAt: columns.date(), expiresAt: columns.maybeDate(), revokedAt: columns.maybeDate())
  }
}

extension AuditRecord {
  enum SourceWord: String, CaseIterable {
    case agent
    case commandLine
    case hubOperator
    case system
  }

  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      seq: columns.count(), at: columns.date(), source: try AuditRecord.source(&columns), action: columns.text(),
      subject: columns.text(), facts: AuditFacts.facts(in: columns.text()), address: columns.maybeText())
  }

  private static func source(_ columns: inout Columns) throws -> Source {
    let word: SourceWord = try columns.word()
    let agent: AgentID? = try columns.maybeID()
    switch word {
    case .agent:
      guard let agent else { throw StorageError.corrupt("an entry of the audit log names no agent") }
      return .agent(agent)
    case .commandLine: return .commandLine
    case .hubOperator: return .hubOperator
    case .system: return .system
    }
  }

  var sourceValues: [SQLValue] {
    switch source {
    case .agent(let agent): [.word(SourceWord.agent), .id(agent)]
    case .commandLine: [.word(SourceWord.commandLine), .null]
    case .hubOperator: [.word(SourceWord.hubOperator), .null]
    case .system: [.word(SourceWord.system), .null]
    }
  }
}
