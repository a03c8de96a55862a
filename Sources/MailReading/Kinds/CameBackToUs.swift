import MessageFormat

/// A mail that we sent ourselves, and that some list, rule or other desk sent back to us.
package enum CameBackToUs {
  /// Each of our mails says in it which hub it came from.
  package static let field = "X-Baton-Hub"

  static func `is`(_ mail: ReceivedMail, ours: String, isOurs: (MessageID) -> Bool) -> Bool {
    // What a program reports about our mail carries the mark within, not in its own head.
    mail.fields.all(field).contains { !ours.isEmpty && $0.ascii == ours } || mail.id.map(isOurs) == true
  }
}
