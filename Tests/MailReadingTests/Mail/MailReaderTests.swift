import Foundation
import MailHTML
import MailReading
import MessageFormat
import Testing

@Suite("A received mail")
struct MailReaderTests {
  @Test("says who wrote it, to whom, about what, when, and in answer to what")
  func head() {
    let mail = read(
      """
      Return-Path: <bounces@example.com>
      From: =?utf-8?Q?J=C3=B6rg?= <j@example.com>
      Reply-To: help@example.com
      To: Desk <desk@acme.example>, b@example.com
      Cc: c@example.com
      Subject: =?utf-8?Q?K=C3=BChlung?= aus
      Message-ID: <1@example.com>
      In-Reply-To: <0@acme.example>
      References: <a@acme.example> <0@acme.example>
      Date: Sat, 22 Nov 2025 10:15:00 +0100

      Hallo

      """)
    #expect(mail.from.address == MailAddress(name: "Jörg", address: "j@example.com"))
    #expect(mail.from.isUnambiguous)
    #expect(mail.replyTo.addresses.map(\.address) == ["help@example.com"])
    #expect(mail.to.addresses.map(\.address) == ["desk@acme.example", "b@example.com"])
    #expect(mail.cc.addresses.map(\.address) == ["c@example.com"])
    #expect(mail.subject == "Kühlung aus")
    #expect(mail.id?.text == "1@example.com")
    #expect(mail.inReplyTo.map(\.text) == ["0@acme.example"])
    #expect(mail.references.map(\.text) == ["a@acme.example", "0@acme.example"])
    #expect(mail.date == Date(timeIntervalSince1970: 1_763_802_900))
    #expect(mail.returnPath == "bounces@example.com")
    #expect(mail.text == "Hallo\n")
    #expect(mail.faults.isEmpty)
  }

  @Test("has its words in plain text and in HTML, and its files beside them")
  func words() {
    let mail = read(
      """
      Content-Type: multipart/mixed; boundary=a

      --a
      Content-Type: multipart/related; boundary=b

      --b
      Content-Type: multipart/alternative; boundary=c

      --c

      plain
      --c
      Content-Type: text/html

      <p>rich <img src="cid:logo@x"></p>
      --c--
      --b
      Content-Type: image/png; name=logo.png
      Content-ID: <logo@x>
      Content-Transfer-Encoding: base64

      iVBORw0KGgo=
      --b--
      --a
      Content-Type: text/plain; name=log.txt

      a log
      --a
      Content-Type: message/rfc822

      Subject: within

      words within
      --a--

      """)
    #expect(mail.text == "plain")
    #expect(mail.html?.source == "<p>rich <img src=\"cid:logo@x\"></p>")
    #expect(mail.files.map(\.name) == ["logo.png", "log.txt", nil])
    #expect(mail.files.map(\.type) == ["image/png", "text/plain", "message/rfc822"])
    #expect(mail.files.map(\.isInline) == [true, false, false])
    #expect(mail.files[0].contentID == "logo@x")
  }

  @Test("with several texts has all of them, one behind the other")
  func severalTexts() {
    let mail = read(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\n\none\n--a\nContent-Type: text/html\n\n<p>two</p>\n--a--\n")
    #expect(mail.text == "one\ntwo")
    #expect(mail.html?.source == "<p>one</p>\n<p>two</p>")
  }

  @Test("of HTML only has its words all the same")
  func onlyHTML() {
    let mail = read("Content-Type: text/html\n\n<p>Hello<br>you</p>\n")
    #expect(mail.text == nil)
    #expect(mail.words == "Hello\nyou")
  }

  @Test("that cannot be understood is still a mail, whatever its bytes are")
  func anything() {
    for length in [0, 1, 2, 100, 5_000] {
      let mail = MailReader().read([UInt8](repeating: 0xFF, count: length))
      #expect(mail.faults.contains(.noHeaders))
      #expect(mail.from.address == nil)
      #expect(mail.from.doubts == [.missing])
    }
  }

  @Test("is read where it lies within another")
  func within() {
    let raw = bytes("Content-Type: message/rfc822\n\nSubject: within\nFrom: a@example.com\n\nwords\n")
    let outer = MailReader().read(raw)
    #expect(outer.files.map(\.type) == ["message/rfc822"])
    let inner = MailReader().read(raw, in: outer.files[0].body)
    #expect(inner.subject == "within")
    #expect(inner.text == "words\n")
  }

  @Test("gives a file's bytes a chunk at a time", arguments: [1, 2, 3, 7, 65_536])
  func file(_ chunk: Int) throws {
    let raw = bytes(
      "Content-Type: application/x\nContent-Disposition: attachment; filename=a\nContent-Transfer-Encoding: base64\n\naGVs\nbG8=\n"
    )
    let mail = MailReader().read(raw)
    var content: [UInt8] = []
    try mail.files[0].read(from: raw, chunk: chunk) { content += $0 }
    #expect(content == Array("hello".utf8))
    #expect(content.count <= mail.files[0].longest)
  }
}
