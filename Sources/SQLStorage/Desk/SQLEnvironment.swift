import Federation
package import Foundation
package import Storage

/// What every transaction of a hub shares: the clock, the seals, and what was opened before.
package final class SQLEnvironment: Sendable {
  let sealer: any Sealer
  package let dialect: any SQLDialect
  /// For what grows old by itself, as kept answers do; all other times come with what is written.
  let now: @Sendable () -> Date
  /// Whether there is a server to send mail through; without one, no mail is kept to be sent.
  let sendsMail: Bool
  /// Below which the hub itself gives each desk an address; nil where it gives none.
  let mailDomain: String?
  /// The number by which other nodes know this one as who works on a lane or a mail; nil where there are no others.
  let node: @Sendable () -> Int?

  /// A sealed value opens to the same words every time, so they are opened once.
  let openedIDs = Remembered<[UInt8], FederationID>(limit: 4_096)

  package init(
    sealer: any Sealer, dialect: any SQLDialect, now: @escaping @Sendable () -> Date, sendsMail: Bool,
    mailDomain: String? = nil, node: @escaping @Sendable () -> Int? = { nil }
  ) {
    self.sealer = sealer
    self.dialect = dialect
    self.now = now
    self.sendsMail = sendsMail
    self.mailDomain = mailDomain
    self.node = node
  }
}
