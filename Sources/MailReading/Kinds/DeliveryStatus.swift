import MessageFormat

/// What codes and words of mail servers say about a failure: whether it is for ever.
enum DeliveryStatus {
  /// The first `4.x.y` or `5.x.y` in a text.
  static func code(in text: String) -> String? {
    let bytes = Array(text.utf8)
    for index in bytes.indices where bytes[index] == 0x34 || bytes[index] == 0x35 {
      guard index == 0 || !bytes[index - 1].isDigit && bytes[index - 1] != 0x2E else { continue }
      var numbers = 1
      var end = index + 1
      while numbers < 3, end + 1 < bytes.count, bytes[end] == 0x2E, bytes[end + 1].isDigit {
        end += 2
        while end < bytes.count, bytes[end].isDigit, end - index < 11 { end += 1 }
        numbers += 1
      }
      let isAlone =
        end >= bytes.count
        || !bytes[end].isDigit && !(bytes[end] == 0x2E && end + 1 < bytes.count && bytes[end + 1].isDigit)
      if numbers == 3, end - index <= 9, isAlone { return String(decoding: bytes[index..<end], as: UTF8.self) }
    }
    return nil
  }

  /// The first answer of a server, such as `550`, in a text.
  static func reply(in text: String) -> Int? {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "." }
    return words.first { word in
      word.utf8.count == 3 && (word.utf8.first == 0x34 || word.utf8.first == 0x35) && word.utf8.allSatisfy(\.isDigit)
    }.flatMap { Int($0) }
  }

  /// A full mailbox, a message that is too large, a greylist and a policy about this message leave the address good; so does
  /// all that is temporary (RFC 3463, 3).
  static func isPermanent(status: String?, diagnostic: String) -> Bool {
    let words = diagnostic.lowercased()
    if passing.isIn(words) { return false }
    if lasting.isIn(words) { return true }
    if let status {
      if status.hasPrefix("4.") { return false }
      return status.hasPrefix("5.") && !["5.2.2", "5.2.3", "5.3.4", "5.4.7"].contains(status)
        && !status.hasPrefix("5.6.") && !status.hasPrefix("5.7.") && !status.hasPrefix("5.3.")
    }
    if let reply = reply(in: words) { return reply >= 500 && reply != 552 && reply != 554 }
    return false
  }

  private static let passing = Phrases([
    "mailbox full", "mailbox is full", "mailboxfull", "over quota", "overquota", "quota exceeded", "exceeded quota",
    "disk quota", "out of storage", "storage limit", "too large", "size limit", "exceeds size", "greylist", "graylist",
    "try again later", "temporarily", "timed out", "timeout", "spam", "blacklist", "blocklist", "listed at",
    "reputation",
    "rate limit", "too many connections", "mailbox size limit",
  ])

  private static let lasting = Phrases([
    "user unknown", "unknown user", "no such user", "no such recipient", "does not exist", "doesn't exist",
    "unknown recipient", "recipient unknown", "invalid recipient", "mailbox not found", "mailbox unavailable",
    "no mailbox", "not listed in domino directory", "recipnotfound", "user not found", "address rejected: unknown",
    "unknown or illegal", "host unknown", "domain not found", "nxdomain", "unrouteable", "no such domain",
    "account is disabled", "account disabled", "has been disabled", "has moved", "no longer", "not our customer",
    "address unknown", "unknown address", "no account by that name", "invalid mailbox",
  ])
}
