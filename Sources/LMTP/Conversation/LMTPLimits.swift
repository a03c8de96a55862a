import Storage

/// How much one client may ask of the hub.
package struct LMTPLimits: Sendable {
  /// Of a message, in bytes, its dots taken out.
  package var messageBytes = MailTooLarge.usualLimit
  /// Beyond what is too large anyway, so much is read and let go before the connection is ended, in bytes.
  package var letGoBytes = 2 << 30
  /// Of one message.
  package var recipients = 100
  /// In bytes, with its end; a line of RFC 5321 has 512, those with parameters more.
  package var lineBytes = 4_096
  /// So many commands that are none, or make no sense, and the connection is ended.
  package var mistakes = 20
  /// Connections at once.
  package var sessions = 100
  /// For a whole command to come (RFC 5321, 4.5.3.2.7).
  package var commandPatience: Duration = .seconds(300)
  /// For the next piece of a message (RFC 5321, 4.5.3.2.5).
  package var piecePatience: Duration = .seconds(180)
  /// For a whole message, beside what its bytes may take.
  package var messagePatience: Duration = .seconds(600)
  /// A message that comes slower than that, in bytes a second, comes to no end.
  package var slowest = 16 << 10

  package init() {}
}
