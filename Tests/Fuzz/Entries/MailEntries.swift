import Foundation
import Mail
import StrictJSON
import Ticketing

extension FuzzEntry {
  static let mailEntries = [
    FuzzEntry("mail-header", "Text in a header never ends it, and reads as what it was.", mailHeader),
    FuzzEntry("mail-body", "A mail's text cannot end its part, and reads as what it was.", mailBody),
    FuzzEntry("mail", "A mail has the headers that it is given, and no others.", mail),
  ]

  @Sendable private static func mailHeader(_ input: FuzzInput) throws {
    for encoded in [HeaderText(subject: input.text).encoded, HeaderText(name: input.text).encoded] {
      let unfolded = encoded.utf8.split(separator: 0x0A).map { Array($0) }
      for (index, line) in unfolded.enumerated() {
        let isLast = index == unfolded.count - 1
        try require(line.last == 0x0D || isLast, "a line feed alone")
        let words = isLast ? line[...] : line.dropLast()
        try require(words.allSatisfy { (0x20...0x7E).contains($0) }, "not for a header: \(encoded.debugDescription)")
        try require(index == 0 || words.first == 0x20, "a line that is not folded: \(encoded.debugDescription)")
        try require(words.count <= 76, "a line of \(words.count) characters")
      }
    }
  }

  @Sendable private static func mailBody(_ input: FuzzInput) throws {
    let encoded = QuotedPrintable.encoded(input.text)
    var decoded: [UInt8] = []
    for line in encoded.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      try require(line.last == 0x0D && line.count <= 77, "a line of \(line.count) bytes")
      try require(line.dropLast().allSatisfy { (0x20...0x7E).contains($0) }, "a byte that is not plain")
      try require(!line.starts(with: ".".utf8) && !line.starts(with: "From".utf8), "a line that ends a message")
      try require(!line.starts(with: "--=_".utf8), "a line that ends its part")
      var rest = line.dropLast()
      var isSoft = false
      while let byte = rest.popFirst() {
        guard byte == 0x3D else {
          decoded.append(byte)
          continue
        }
        isSoft = rest.isEmpty
        guard !isSoft else { break }
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard let value = UInt8(digits, radix: 16) else { throw FuzzFinding(description: "the escape =\(digits)") }
        decoded.append(value)
        rest = rest.dropFirst(2)
      }
      if !isSoft { decoded.append(0x0A) }
    }
    let normal = Self.withLineFeeds(input.text.utf8) + [0x0A]
    try require(decoded == normal, "it reads as another text")
  }

  private static func withLineFeeds(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var lines: [UInt8] = []
    var wasReturn = false
    for byte in bytes {
      if byte == 0x0A, wasReturn {
        wasReturn = false
        continue
      }
      wasReturn = byte == 0x0D
      lines.append(wasReturn ? 0x0A : byte)
    }
    return lines
  }

  @Sendable private static func mail(_ input: FuzzInput) throws {
    guard let sender = EmailAddress("baton@desk.example.com") else { return }
    let to = Mailbox(input.text).flatMap { $0.isPlain ? $0 : nil } ?? Mailbox(name: input.text, address: sender)
    let message = MailMessage(
      from: Mailbox(name: input.text, address: sender), to: to, subject: input.text,
      date: Date(timeIntervalSince1970: 1_795_251_600), id: "id", thread: "thread", text: input.text,
      html: "<p>\(input.text)</p>")
    let text = String(decoding: message.bytes, as: UTF8.self)
    guard let end = text.utf8.firstRange(of: "\r\n\r\n".utf8) else { throw FuzzFinding(description: "no empty line") }
    let head = String(Substring(text.utf8[..<end.lowerBound])).replacing("\r\n ", with: " ")
    try require(head.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A }, "a head beyond ASCII")
    let names = head.components(separatedBy: "\r\n").map { String($0.prefix { $0 != ":" }) }
    let expected = [
      "From", "To", "Subject", "Date", "Message-ID", "References", "Auto-Submitted", "X-Auto-Response-Suppress",
      "MIME-Version", "Content-Type",
    ]
    try require(names == expected, "the headers \(names)")
    try require(text.components(separatedBy: "\r\n--=_id").count == 4, "parts that are too many, or too few")
  }
}
