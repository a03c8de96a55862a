import Foundation

/// What every transaction of a hub is given beside the tables.
struct ModelEnvironment: Sendable {
  /// For what grows old by itself, as kept answers do; all other times come with what is written.
  let now: @Sendable () -> Date
  /// Whether there is a server to send mail through; without one, no mail is kept to be sent.
  let sendsMail: Bool
  /// Below which the hub itself gives each desk an address; nil where it gives none.
  let mailDomain: String?
}
