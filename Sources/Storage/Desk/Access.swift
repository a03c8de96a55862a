import Foundation
import Ticketing

package protocol TokenReading {
  func token(secretHash: [UInt8]) throws -> TokenRecord?
  func token(_ id: TokenID) throws -> TokenRecord?
  func tokens(_ page: PageRequest) throws -> Page<TokenRecord>
}

package protocol TokenWriting {
  func put(_ token: TokenRecord) throws
}

package protocol AuditReading {
  /// Newest first; `before` is the last seen number, nil for the newest.
  func audit(before seq: Int?, limit: Int) throws -> [AuditRecord]
}

package protocol AuditWriting {
  func append(_ record: AuditRecord) throws
}

package protocol AnswerReading {
  func keptAnswer(to key: IdempotencyKey) throws -> KeptAnswer?
}

package protocol AnswerWriting {
  func keep(_ answer: KeptAnswer, to key: IdempotencyKey) throws
}
