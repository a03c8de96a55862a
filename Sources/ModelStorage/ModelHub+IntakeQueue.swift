package import Foundation
package import Storage

extension ModelHub: IntakeQueue, AddressDirectory {
  package func receivedMailsToFile(now: Date, limit: Int) async throws -> [KeptMailKey] {
    try look { $0.receivedMailsToFile(now: now, limit: limit) }
  }

  package func nextReceivedMail(after now: Date) async throws -> Date? { try look { $0.nextReceivedMail(after: now) } }

  package func claim(_ key: KeptMailKey, now: Date, until: Date) async throws -> KeptMailClaim? {
    try transact(in: key.tenant) { $0.claim(key.mail, now: now, until: until) }
  }

  package func claims(on folded: String) async throws -> [AddressClaim] { try look { $0.claims(on: folded) } }
}
