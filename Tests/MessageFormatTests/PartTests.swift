import MessageFormat
import Testing

@Suite("The parts of a message")
struct PartTests {
  private static let nested = """
    Content-Type: multipart/mixed; boundary=outer

    preamble
    --outer
    Content-Type: multipart/alternative; boundary="inner"

    --inner

    plain
    --inner
    Content-Type: text/html; charset=utf-8

    <p>rich</p>
    --inner--
    --outer
    Content-Type: application/pdf; name=a.pdf
    Content-Disposition: attachment; filename=a.pdf
    Content-Transfer-Encoding: base64
    Content-ID: <x@example.com>

    aGVsbG8=
    --outer--
    epilogue

    """

  @Test("lie in one another")
  func tree() {
    let bytes = mail(Self.nested)
    let message = MessageReader().read(bytes)
    #expect(
      message.outline == [
        "multipart/mixed", ".multipart/alternative", "..text/plain", "..text/html", ".application/pdf",
      ])
    #expect(message.faults.isEmpty)
    let file = message.parts[4]
    #expect(file.filename == "a.pdf" && file.disposition == "attachment" && file.contentID == "x@example.com")
    var decoder = PartDecoder(file.encoding)
    #expect(decoder.decode(bytes[file.body]) + decoder.finish() == Array("hello".utf8))
    #expect(String(decoding: bytes[message.parts[2].body], as: UTF8.self) == "plain")
  }

  @Test("are the same whatever piece of the message is at hand")
  func pieces() {
    let bytes = mail(Self.nested)
    let whole = MessageReader().read(bytes)
    for shift in 0..<40 {
      // Lines that lie across the ends of pieces.
      let padded = mail("X-Padding: \(String(repeating: "p", count: 65_400 - shift * 20))\n") + bytes
      var reader = MessageReader()
      reader.limits.oneField = 100_000
      let message = reader.read(padded)
      let offset = padded.count - bytes.count
      #expect(message.outline == whole.outline)
      #expect(
        message.parts.dropFirst().map { $0.body.lowerBound - offset } == whole.parts.dropFirst().map(\.body.lowerBound))
    }
  }

  @Test("are told apart by whole boundaries, though one begins like another")
  func similar() {
    let message = MessageReader().read(
      mail(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\none\n--bb--\n--b\n\ntwo\n--b--\n"
      ))
    #expect(message.outline == ["multipart/mixed", ".multipart/mixed", "..text/plain", ".text/plain"])
  }

  @Test("that are not ended, or end with an outer one, are read")
  func unended() {
    let bytes = mail(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n"
    )
    let message = MessageReader().read(bytes)
    #expect(message.outline == ["multipart/mixed", ".multipart/mixed", "..text/plain", ".text/plain"])
    #expect(message.faults == [.partNotEnded])
    #expect(message.parts.suffix(2).map { String(decoding: bytes[$0.body], as: UTF8.self) } == ["one", "two\r\n"])
  }

  @Test("that never begin leave the message one text")
  func neverBegun() {
    let message = MessageReader().read(mail("Content-Type: multipart/mixed; boundary=b\n\nwords\n"))
    #expect(message.parts.count == 1)
    #expect(message.faults == [.boundaryNeverSeen])
    #expect(MessageReader().read(mail("Content-Type: multipart/mixed\n\nwords\n")).faults == [.noBoundary])
  }

  @Test("may have a boundary that should have been in quotation marks")
  func illegalBoundary() {
    let message = MessageReader().read(
      mail("Content-Type: multipart/mixed; boundary=a=b:c/d\n\n--a=b:c/d\n\nx\n--a=b:c/d--\n"))
    #expect(message.outline == ["multipart/mixed", ".text/plain"])
  }

  @Test("in a digest are messages, unless they say otherwise")
  func digest() {
    let message = MessageReader().read(
      mail("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--\n"))
    #expect(message.outline == ["multipart/digest", ".message/rfc822"])
  }

  @Test(
    "without a type, or with one that is none, are plain text",
    arguments: [
      "X: y", "Content-Type: text", "Content-Type: ", "Content-Type: text plain", "Content-Type: /",
      "Content-Type: a/b/c",
    ])
  func noType(_ head: String) {
    #expect(MessageReader().read(mail(head + "\n\nwords\n")).root.type.essence == "text/plain")
  }

  @Test("whose boundary is not said are told apart by the first line with two dashes")
  func guessedBoundary() {
    let message = MessageReader().read(
      mail("Content-Type: multipart/mixed\n\n--abcd\n\none\n--abcd\n\ntwo\n--abcd--\n"))
    #expect(message.outline == ["multipart/mixed", ".text/plain", ".text/plain"])
    #expect(message.faults == [.noBoundary])
  }
}
