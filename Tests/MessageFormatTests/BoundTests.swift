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
}
