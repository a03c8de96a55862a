import MessageFormat
import Testing

@Suite("Messages made to do harm")
struct BoundTests {
  @Test("A16 with ten thousand parts in parts are opened so deep, and no deeper")
  func nesting() {
    var text = ""
    for level in 0..<10_000 { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
    let message = MessageReader().read(mail(text))
    #expect(message.faults.contains(.partsTooDeep))
    #expect(message.parts.count == 25)
  }

  @Test("A16 with a hundred thousand parts are read up to the limit")
  func manyParts() {
    let message = MessageReader().read(
      mail("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 100_000)))
    #expect(message.faults.contains(.tooManyParts))
    #expect(message.parts.count == MessageLimits().parts)
  }

  @Test("A16 F30 with a hundred thousand fields keep two thousand of them")
  func manyFields() {
    let message = MessageReader().read(mail(String(repeating: "X-A: b\n", count: 100_000) + "\nwords\n"))
    #expect(message.fields.fields.count == MessageLimits().fields)
    #expect(message.faults == [.headersCut])
  }

  @Test("A16 F30 of a gigabyte are never held: pieces of 64 KiB at most are asked for")
  func gigabyte() {
    let head = mail("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\n")
    let filler = [UInt8](repeating: 0x41, count: 65_536)
    let count = 1 << 30
    let bytes = CountedBytes(count: count) { range in
      range.lowerBound >= head.count ? Array(filler.prefix(range.count)) : Array((head + filler)[range])
    }
    let message = MessageReader().read(bytes)
    #expect(message.parts.count == 2)
    #expect(message.parts[1].body.upperBound == count)
    #expect(bytes.mostAtOnce <= 65_536)
  }

  @Test("with a text larger than the limit are cut, and say so")
  func longText() throws {
    let bytes = mail("Subject: x\n\n" + String(repeating: "words ", count: 1_000_000))
    let part = MessageReader().read(bytes).root
    let read = ReadText(of: part, in: bytes)
    #expect(read.faults == [.textCut])
    #expect(read.text.utf8.count <= MessageLimits().text)
  }

  @Test(
    "of bytes that are no text in any charset are read in time that grows with their size",
    arguments: [
      nil, "utf-8", "shift_jis", "big5", "gb2312", "iso-2022-jp", "utf-7", "utf-16", "euc-kr", "x-unknown",
    ])
  func noText(_ label: String?) {
    for bytes in [
      [0xFF], [0x80], [0x1B, 0x24, 0xFF], [0x81, 0x20], [0xC3, 0x28, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48],
    ] as [[UInt8]] {
      let hostile = Array(repeatElement(bytes, count: 1_000_000 / bytes.count).joined())
      #expect(!CharsetText(hostile[...], named: label).text.isEmpty)
    }
  }

  @Test("keep valid UTF-8 as it is, and lose only bytes that are none")
  func repaired() {
    let valid = "aä€😀\u{FFFD}\u{10FFFF}"
    #expect(CharsetText(Array(valid.utf8)[...], named: "utf-8").text == valid)
    let broken: [UInt8] =
      Array(String(repeating: "ä", count: 200).utf8) + [0xC3, 0x41, 0xED, 0xA0, 0x80, 0xF5, 0xE2, 0x82]
    let text = CharsetText(broken[...], named: "utf-8").text
    #expect(
      text == String(decoding: broken, as: UTF8.self)
        || text.hasSuffix("\u{FFFD}A\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"))
  }
}
