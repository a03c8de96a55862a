import MessageFormat
import Testing

@Suite("The text of a part")
struct TextTests {
  private func read(_ type: String, _ body: [UInt8], encoding: String = "8bit") -> ReadText {
    let bytes = mail("Content-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n\n") + body
    return ReadText(of: MessageReader().read(bytes).root, in: bytes)
  }

  @Test("is decoded from quoted-printable, well made or not")
  func quotedPrintable() {
    let body = "Gr=C3=BC=C3=9Fe =\nan=20alle =\t \nund=\nmehr =ZZ 100=% =C3=BC=3"
    #expect(
      read("text/plain; charset=utf-8", mail(body), encoding: "quoted-printable").text
        == "Grüße an alle undmehr =ZZ 100=% ü=3")
  }

  @Test("is decoded from base64, with spaces, without padding, and in pieces")
  func base64() {
    #expect(read("text/plain; charset=utf-8", mail("R3LD\n vMOf ZQ"), encoding: "BASE64").text == "Grüße")
    #expect(
      read("text/plain; charset=utf-8", mail("R3LDvMOfZQ==\nR3LDvMOfZQ==\n"), encoding: "base64").text == "GrüßeGrüße")
  }

  @Test("is decoded from uuencode")
  func uuencode() {
    #expect(read("text/plain", mail("begin 644 a.txt\n%:&5L;&\\\n`\nend\n"), encoding: "x-uuencode").text == "hello")
  }

  @Test("is the same however it is cut for decoding", arguments: ["base64", "quoted-printable", "x-uuencode"])
  func pieces(_ name: String) {
    let body = mail("begin 644 a\n%:&5L;&\\\n`\nend\nR3LD=C3=BC=\n x=\t\n=ZZ==41==\nvMOfZQ==\n")
    let part = MessageReader().read(mail("Content-Transfer-Encoding: \(name)\n\n") + body).root
    var whole = PartDecoder(part.encoding)
    let expected = whole.decode(body[...]) + whole.finish()
    for length in 1...9 {
      var decoder = PartDecoder(part.encoding)
      var decoded: [UInt8] = []
      var rest = body[...]
      while !rest.isEmpty {
        decoded += decoder.decode(rest.prefix(length))
        rest = rest.dropFirst(length)
      }
      #expect(decoded + decoder.finish() == expected)
    }
  }

  @Test(
    "is read in the charset that is named, as programs mean it",
    arguments: [
      ("iso-8859-1", [0x80, 0x20, 0xE4] as [UInt8], "€ ä"),
      ("us-ascii", [0x93, 0x61, 0x94], "“a”"),
      ("GB2312", [0xC4, 0xE3, 0xBA, 0xC3, 0xE9, 0x46], "你好镕"),
      ("ks_c_5601-1987", [0xBE, 0xC8, 0xB3, 0xE7], "안녕"),
      ("shift_jis", [0x93, 0xFA, 0x96, 0x7B, 0x87, 0x40], "日本①"),
      ("\"UTF-8\"", [0xC3, 0xA4], "ä"),
      ("utf-16", [0xFE, 0xFF, 0x00, 0xE4], "ä"),
      ("utf-7", Array("+AOQ-".utf8), "ä"),
      ("windows-1251", [0xCF, 0xF0], "Пр"),
      ("iso-8859-15", [0xA4], "€"),
      ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
      ("macintosh", [0x8A], "ä"),
    ])
  func charsets(_ label: String, _ body: [UInt8], _ expected: String) {
    #expect(read("text/plain; charset=\(label)", body).text == expected)
  }

  @Test("is read as what it looks like where the charset is not said, unknown, or not true")
  func guesses() {
    let german: [UInt8] = Array("Sch".utf8) + [0xF6] + Array("ne Gr".utf8) + [0xFC, 0xDF] + Array("e".utf8)
    #expect(read("text/plain", german).text == "Schöne Grüße")
    #expect(read("text/plain; charset=utf-8", german).text == "Schöne Grüße")
    #expect(read("text/plain; charset=utf-8", german).faults == [.charsetWrong])
    #expect(read("text/plain; charset=x-nothing", Array("Grüße".utf8)).text == "Grüße")
    #expect(read("text/plain; charset=x-nothing", Array("Grüße".utf8)).faults == [.charsetUnknown])
    #expect(read("text/plain; charset=iso-8859-1", Array("Grüße".utf8)).text == "Grüße")
    let koi: [UInt8] = [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4, 0x20, 0xD7, 0xD3, 0xC5, 0xCD, 0x20, 0xCB, 0xD4, 0xCF]
    #expect(read("text/plain", koi).text == "Привет всем кто")
    let japanese: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42]
    #expect(read("text/plain", japanese).text == "日本")
  }

  @Test("keeps a text of which a few bytes are broken")
  func fewBroken() {
    let body = Array(String(repeating: "Grüße ", count: 40).utf8) + [0xFF] + Array("Ende".utf8)
    let read = read("text/plain; charset=utf-8", body)
    #expect(read.text.hasSuffix("\u{FFFD}Ende"))
    #expect(read.faults == [.charactersLost])
  }

  @Test("of HTML is read in the charset that the HTML names, where the part names none")
  func meta() {
    let body =
      Array("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"><p>".utf8) + [0xCF, 0xF0]
    #expect(read("text/html", body).text.hasSuffix("<p>Пр"))
  }

  @Test("that flows is joined into its paragraphs, quotations kept apart")
  func flowed() {
    let body = "One \nparagraph.\n> quoted \n> words\nreply\n-- \nAnn\n"
    #expect(read("text/plain; format=flowed", mail(body)).text == "One paragraph.\n> quoted words\nreply\n-- \nAnn\n")
  }

  @Test("holds no control characters but line feeds and tabulators")
  func controls() {
    let text = read("text/plain", Array("a\u{0}b\u{7}\rc\r\nd\te\u{1B}".utf8)).text
    #expect(text == "ab\nc\nd\te")
  }
}
