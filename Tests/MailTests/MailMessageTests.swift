import Foundation
import Mail
import Testing
import Ticketing

@Suite("A mail as it goes to a server")
struct MailMessageTests {
  private static func mailbox(_ text: String) throws -> Mailbox { try #require(Mailbox(text)) }

  private static func message(
    subject: String = "Till", name: String = "Gil", text: String = "Hello", html: String = "<p>Hello</p>"
  ) throws -> MailMessage {
    MailMessage(
      from: try mailbox("Baton <support@example.com>"),
      to: Mailbox(name: name, address: try mailbox("gil@acme.example").address), subject: subject,
      date: Date(timeIntervalSince1970: 1_790_000_000), id: "0199-aa", thread: "ticket-7", text: text, html: html)
  }

  private static func lines(_ message: MailMessage) -> [String] {
    String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test("bears what machines need to leave it in peace, and the same id each time")
  func headers() throws {
    let lines = Self.lines(try Self.message())
    for header in [
      "Subject: Till", "Date: Mon, 21 Sep 2026 14:13:20 +0000", "Message-ID: <0199-aa@example.com>",
      "References: <ticket-7@example.com>", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All",
      "MIME-Version: 1.0",
    ] { #expect(lines.contains(header), "\(header)") }
    #expect(try Self.message().bytes == Self.message().bytes)
  }

  @Test("no line of it is a dot, or begins with From, wherever a long line of text is broken")
  func noEndBehindABreak() {
    for ending in [".", "From me"] {
      for length in 0..<160 {
        let text = String(repeating: "x", count: length) + ending
        let lines = String(decoding: QuotedPrintable.encoded(text), as: UTF8.self).components(separatedBy: "\r\n")
        #expect(!lines.contains { $0.hasPrefix(".") || $0.hasPrefix("From") }, "after \(length)")
      }
    }
  }

  @Test("whatever is in its texts, it has the headers that it has, and no byte that is not plain")
  func noInjection() throws {
    let names = try Self.headerNames(of: Self.message())
    for end in HeaderTextTests.breaks {
      let hostile = "x\(end)Bcc: all@victims.example\(end)\(end).\(end)DATA"
      let message = try Self.message(subject: hostile, name: hostile, text: hostile, html: hostile)
      #expect(try Self.headerNames(of: message) == names, "\(end.debugDescription)")
      #expect(message.bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A })
      #expect(!Self.lines(message).contains("."))
      let bare = zip(message.bytes, message.bytes.dropFirst()).contains { ($0 == 0x0D) != ($1 == 0x0A) }
      #expect(!bare, "a CR or LF alone")
    }
  }

  private static func headerNames(of message: MailMessage) throws -> [Substring] {
    let head = try #require(String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n").first)
    return head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
  }

  @Test("no text in it can end a part of it")
  func boundary() throws {
    let lines = Self.lines(try Self.message(text: "--=_0199-aa--\n--=_0199-aa", html: "--=_0199-aa--"))
    #expect(lines.filter { $0.hasPrefix("--=_0199-aa") } == ["--=_0199-aa", "--=_0199-aa", "--=_0199-aa--"])
  }

  @Test(
    "its lines are short, also those of long words, and what it says comes back",
    arguments: [
      String(repeating: "langes Wört ", count: 500), "one\r\ntwo\rthree\nfour ", ".\n..\nFrom here", "a=b",
    ])
  func quotedPrintable(_ text: String) throws {
    let encoded = String(decoding: QuotedPrintable.encoded(text), as: UTF8.self)
    #expect(encoded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    #expect(try Self.decoded(encoded) == lines + "\n")
  }

  private static func decoded(_ encoded: String) throws -> String {
    var bytes: [UInt8] = []
    var rest = Array(encoded.replacing("=\r\n", with: "").replacing("\r\n", with: "\n").utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x3D else {
        bytes.append(byte)
        continue
      }
      bytes.append(try #require(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)))
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "a mailbox is read with its name or without",
    arguments: [
      ("Baton <support@example.com>", "Baton"), ("\"Acme, Ltd\" <a@b.example>", "Acme, Ltd"), ("a@b.example", ""),
    ])
  func mailboxes(_ text: String, _ name: String) throws { #expect(try Self.mailbox(text).name == name) }

  @Test("what is no mailbox is none", arguments: ["", "Baton", "Baton <>", "Baton <a@b", "a@b.example\r\nBcc: c@d.e"])
  func noMailboxes(_ text: String) { #expect(Mailbox(text) == nil) }
}
