package import Ticketing

/// What our mails carry to be known again when something comes back: in the address that an answer goes to, in the address
/// that failures are reported to, and as the message id.
///
/// Its text says what it is for, names the place in the desk, and ends in a code of 128 bits that only this desk can make:
/// `r1.1f4.2x7k…`. It has no other form, older or newer: what is not exactly so is no token. It names no tenant: the address
/// that the mail came to belongs to one, and a token of another desk's is none here.
package struct MailToken: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Behind the plus sign of the address that a requester answers to; bound to the ticket and its requester.
    case reply = "r1"
    /// Behind the plus sign of the address to which servers report what became of one mail; bound to that mail.
    case bounce = "b1"
    /// Before the `@` of one mail's message id; bound to that mail.
    case message = "m1"
  }

  package let kind: Kind
  /// The ticket's number at its desk.
  package let ticket: Int
  /// Which of the ticket's mails to requesters it is, from 1; nil in a reply token.
  package let mail: Int?
  let code: MailCode

  init(_ kind: Kind, ticket: Int, mail: Int?, code: MailCode) {
    self.kind = kind
    self.ticket = ticket
    self.mail = mail
    self.code = code
  }

  /// At most 64 characters of 0–9, a–z and dots: numbers in base 36, so that an address has room for them (RFC 5321, 4.5.3.1.1).
  package var text: String {
    let places = [ticket, mail].compactMap { $0.map { String($0, radix: 36) } }
    return ([kind.rawValue] + places + [code.text]).joined(separator: ".")
  }

  /// Reads a token; nil for whatever is not one to the letter. That it can be read proves nothing: see
  /// `DeskReader.ticket(provenBy:)`.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, let kind = Kind(rawValue: String(parts[0])), let code = MailCode(parts[parts.count - 1]),
      let ticket = Int(parts[1], radix: 36), ticket > 0
    else { return nil }
    var mail: Int?
    switch kind {
    case .reply: guard parts.count == 3 else { return nil }
    case .bounce, .message:
      guard parts.count == 4, let number = Int(parts[2], radix: 36), number > 0 else { return nil }
      mail = number
    }
    self.init(kind, ticket: ticket, mail: mail, code: code)
    guard self.text == text else { return nil }
  }
}

/// 128 bits that prove a token.
struct MailCode: Sendable, Hashable {
  private let high: UInt64
  private let low: UInt64

  /// - Parameter bytes: at least 16, of which the first 16 count.
  init(_ bytes: some Sequence<UInt8>) {
    var halves: [UInt64] = [0, 0]
    for (index, byte) in bytes.prefix(16).enumerated() { halves[index / 8] = halves[index / 8] << 8 | UInt64(byte) }
    high = halves[0]
    low = halves[1]
  }

  init?(_ text: some StringProtocol) {
    guard text.utf8.count == 2 * Self.digits, let high = UInt64(text.prefix(Self.digits), radix: 36),
      let low = UInt64(text.dropFirst(Self.digits), radix: 36)
    else { return nil }
    self.high = high
    self.low = low
  }

  /// 13 digits of base 36 hold 64 bits.
  private static let digits = 13

  var text: String {
    [high, low].map { half in
      let text = String(half, radix: 36)
      return String(repeating: "0", count: Self.digits - text.count) + text
    }.joined()
  }

  /// In a time that says nothing of where two codes differ.
  static func == (left: MailCode, right: MailCode) -> Bool {
    (left.high ^ right.high) | (left.low ^ right.low) == 0
  }
}
