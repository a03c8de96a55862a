/// An answer to one command, or to one recipient of a message (RFC 2033, RFC 5321 4.2, RFC 2034).
///
/// Its words are the hub's alone: nothing that a client said is ever repeated to it.
package struct LMTPReply: Sendable, Equatable {
  package let code: Int
  /// One or more; ASCII.
  package let lines: [String]

  init(_ code: Int, _ lines: String...) { self.init(code, lines) }

  init(_ code: Int, _ lines: [String]) {
    self.code = code
    self.lines = lines
  }

  /// Whether the client is told that something is wrong with what it said.
  package var isRefusal: Bool { code >= 400 }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (index, line) in lines.enumerated() {
      bytes += "\(code)\(index == lines.count - 1 ? " " : "-")\(line)\r\n".utf8
    }
    return bytes
  }
}

extension LMTPReply {
  static func greeting(_ host: String) -> LMTPReply { LMTPReply(220, "\(host) LMTP") }
  static let ready = LMTPReply(354, "End with a dot on a line of its own")
  static let done = LMTPReply(250, "2.0.0 Done")
  static let senderTaken = LMTPReply(250, "2.1.0 Sender taken")
  static let recipientTaken = LMTPReply(250, "2.1.5 Recipient taken")
  static let notVerified = LMTPReply(252, "2.5.0 Send it, and it will be seen")
  static let bye = LMTPReply(221, "2.0.0 Bye")

  static let later = LMTPReply(451, "4.3.0 It cannot be kept now, try again later")
  static let tooManyRecipients = LMTPReply(452, "4.5.3 Too many recipients for one message")
  static let tooManySessions = LMTPReply(421, "4.3.2 Too many sessions, try again later")
  static let ending = LMTPReply(421, "4.3.2 The hub ends, try again later")
  static let endless = LMTPReply(421, "4.3.4 The message has no end")
  static let tooManyMistakes = LMTPReply(421, "4.7.0 Too many mistakes")

  static let unknownCommand = LMTPReply(500, "5.5.1 No such command")
  static let otherProtocol = LMTPReply(500, "5.5.1 This is LMTP: begin with LHLO")
  static let lineTooLong = LMTPReply(500, "5.5.2 The line is too long")
  static let bareLineFeed = LMTPReply(500, "5.5.2 Lines end with CR and LF")
  static let malformed = LMTPReply(501, "5.5.4 That cannot be read")
  static let malformedSender = LMTPReply(501, "5.1.7 That is no address of a sender")
  static let malformedRecipient = LMTPReply(501, "5.1.3 That is no address")
  static let notNow = LMTPReply(503, "5.5.1 Not now")
  static let noRecipients = LMTPReply(503, "5.5.1 No recipient was taken")
  static let unknownRecipient = LMTPReply(550, "5.1.1 No such address here")
  static let tooLarge = LMTPReply(552, "5.3.4 The message is too large")
  static let needsUTF8 = LMTPReply(553, "5.6.7 Such an address needs SMTPUTF8")
  static let unknownParameter = LMTPReply(555, "5.5.4 No such parameter")
}
