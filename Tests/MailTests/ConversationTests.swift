import Foundation
import Mail
import Testing
import Ticketing

@Suite("A mail of a conversation")
struct ConversationTests {
  private static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

  private static func message(
    subject: String = "Till", name: String = "Rita", sender: String = "Nadia (Acme)", text: String = "Hello",
    references: [String] = [], files: [MailFile] = [], returns: Bool = true
  ) throws -> MailMessage {
    let ids = references.compactMap { MessageReference($0) }
    return MailMessage(
      from: Mailbox(name: sender, address: try address("support@acme.example")),
      to: Mailbox(name: name, address: try address("rita@customer.example")), subject: subject,
      date: Date(timeIntervalSince1970: 1_790_000_000), id: "m1.7.1.abc", thread: "", text: text,
      html: "<p>\(text)</p>",
      conversation: MailConversation(
        replyTo: try address("support+r1.7.abc@acme.example"),
        returnPath: returns ? try address("support+b1.7.1.abc@acme.example") : nil, loopMark: "mark",
        inReplyTo: ids.last,
        references: ids), files: files)
  }

  private static func lines(_ message: MailMessage) -> [String] {
    String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
  }

  static func names(_ message: MailMessage) throws -> [String] {
    let head = try #require(String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n").first)
    return head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
  }

  @Test("A06 can be answered, found again, and left in peace by programs")
  func headers() throws {
    let message = try Self.message(references: ["<first@customer.example>", "second@customer.example"])
    let lines = Self.lines(message)
    for line in [
      "Reply-To: support+r1.7.abc@acme.example", "In-Reply-To: <second@customer.example>",
      "References: <first@customer.example>", " <second@customer.example>", "Message-ID: <m1.7.1.abc@acme.example>",
      "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply", "X-Baton-Hub: mark",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(message.returnPath?.text == "support+b1.7.1.abc@acme.example")
    #expect(try Self.message(returns: false).returnPath == nil)
    #expect(try Self.names(Self.message()).contains("In-Reply-To") == false)
  }

  @Test("A07 whatever is in its texts, names and files, it has the headers that it has, and one part for each")
  func noInjection() throws {
    let plain = MailFile(name: "log.txt", mediaType: "text/plain", bytes: Array("hello".utf8))
    let names = try Self.names(Self.message(files: [plain]))
    for end in HeaderTextTests.breaks + ["\"", ";", "=?UTF-8?Q?=0D=0ABcc:_all@victims.example?="] {
      let hostile = "x\(end)Bcc: all@victims.example\(end)\(end)--=_m1.7.1.abc\(end).\(end)"
      let file = MailFile(name: hostile, mediaType: "text/plain\(end)X-Evil: yes", bytes: Array(hostile.utf8))
      let message = try Self.message(subject: hostile, name: hostile, sender: hostile, files: [file, file])
      #expect(try Self.names(message) == names, "\(end.debugDescription)")
      let lines = Self.lines(message)
      #expect(lines.filter { $0.hasPrefix("--=_mixed_m1.7.1.abc") }.count == 4)
      #expect(lines.filter { $0.hasPrefix("--=_m1.7.1.abc") }.count == 3)
      #expect(!lines.contains { $0.hasPrefix("X-Evil") || $0.hasPrefix("Bcc") || $0 == "." })
      #expect(lines.allSatisfy { $0.utf8.count <= 998 })
      #expect(message.bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
      let bare = zip(message.bytes, message.bytes.dropFirst()).contains { ($0 == 0x0D) != ($1 == 0x0A) && $0 == 0x0D }
      #expect(!bare, "a CR alone")
    }
  }

  @Test(
    "A07 an id of somebody else's mail is an id, or nothing",
    arguments: [
      "", "<>", "<a>", "<a b@c>", "<a@b>\r\nBcc: x@y", "<a@b\n>", "<<a@b>>", "a@b>", "<ä@b>", "<a\u{0}@b>",
      "<\(String(repeating: "x", count: 300))@b>",
    ])
  func references(_ text: String) { #expect(MessageReference(text) == nil) }

  @Test("A07 any text at all: the head stays what it is")
  func anyText() throws {
    let names = try Self.names(Self.message())
    var chance = SystemRandomNumberGenerator()
    let alphabet: [Unicode.Scalar] = [
      "\r", "\n", "\u{85}", "\u{2028}", "\u{0}", ":", "<", ">", "\"", "=", "?", " ", "\t", "B", "c", ",", ";", "(", "ä",
      "\u{301}", "👩",
    ]
    for _ in 0..<2_000 {
      let scalars = (0..<Int.random(in: 0...60, using: &chance)).map { _ in
        alphabet.randomElement(using: &chance) ?? " "
      }
      let text = String(String.UnicodeScalarView(scalars))
      let message = try Self.message(subject: text, name: text, sender: text, text: text)
      #expect(try Self.names(message) == names, "\(text.debugDescription)")
    }
  }

  @Test("carries files under their names, whatever script these are in")
  func files() throws {
    let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0) }
    let message = try Self.message(files: [
      MailFile(name: "Büro.pdf", mediaType: "application/pdf", bytes: bytes),
      MailFile(name: String(repeating: "ü", count: 300) + ".txt", mediaType: "message/rfc822", bytes: []),
    ])
    let text = String(decoding: message.bytes, as: UTF8.self)
    #expect(text.contains(" filename*=UTF-8''B%C3%BCro.pdf\r\n") && !text.contains("filename=\""))
    #expect(text.contains("Content-Type: application/octet-stream"))
    let part = try #require(text.components(separatedBy: "--=_mixed_m1.7.1.abc\r\n").dropFirst(2).first)
    let body = try #require(part.components(separatedBy: "\r\n\r\n").dropFirst().first)
    #expect(Data(base64Encoded: body, options: .ignoreUnknownCharacters).map { Array($0) } == bytes)
  }
}
