import FormData
import Testing

@Suite("Reading a form")
struct ParsingTests {
  /// Contents that look like the boundary for a while.
  private static let tricky = "\r\r\n\r\n-\r\n--\r\n--xy\r\n--xy\r\nz--xyz\n--xyz\r--xyz\r\n--xY\r"

  private static let body =
    "--xyz\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nHello\r\n"
    + "--xyz  \t\r\ncontent-disposition:form-data; name=file; filename=\"a.bin\"\r\n"
    + "Content-Type: application/octet-stream\r\nX-Other: y\r\n\r\n\(tricky)\r\n"
    + "--xyz\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    + "--xyz\r\nContent-Disposition: form-data; name=\"bare\"\r\n\r\n--xyz--\r\n"

  private static func expectBody(_ reading: FormReading) {
    #expect(reading.parts.map(\.part.name) == ["comment", "file", "empty", "bare"])
    #expect(reading.parts.map(\.part.filename) == [nil, "a.bin", nil, nil])
    #expect(reading.parts.map(\.part.mediaType?.essence) == [nil, "application/octet-stream", nil, nil])
    #expect(reading.parts.map(\.bytes) == ["Hello", tricky, "", ""].map { Array($0.utf8) })
    #expect(reading.parts.map(\.hasEnded) == [true, true, true, true])
    #expect(reading.hasEnded)
  }

  @Test("gives the parts with their bytes")
  func whole() throws {
    ParsingTests.expectBody(try FormReading.read(ParsingTests.body))
  }

  @Test("gives the same wherever the body is cut in two, and in three")
  func everyCut() throws {
    let bytes = Array(ParsingTests.body.utf8)
    for first in 0...bytes.count {
      ParsingTests.expectBody(try FormReading.read([Array(bytes[..<first]), Array(bytes[first...])]))
    }
    for first in stride(from: 0, to: bytes.count, by: 3) {
      for second in first...min(first + 9, bytes.count) {
        let chunks = [bytes[..<first], bytes[first..<second], bytes[second...]].map { Array($0) }
        ParsingTests.expectBody(try FormReading.read(chunks))
      }
    }
  }

  @Test("gives the same in chunks of every size", arguments: 1...40)
  func everySize(size: Int) throws {
    let bytes = Array(ParsingTests.body.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    ParsingTests.expectBody(try FormReading.read(chunks))
  }

  @Test("takes other collections than arrays, and raw buffers")
  func collections() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("xyz"))
    let text = form("Content-Disposition: form-data; name=a")
    let cut = text.utf8.index(text.utf8.startIndex, offsetBy: 20)
    var events = try parser.feed(text.utf8[..<cut])
    events += try Array(text.utf8[cut...]).withUnsafeBytes { try parser.feed($0) }
    #expect(events == [.partBegins(MultipartPart(name: "a")), .bytes([0x78]), .partEnds, .formEnds])
  }

  @Test("skips what stands before the first part and behind the last")
  func surroundings() throws {
    let text = "pre--xyz\r\namble\r\n" + form("Content-Disposition: form-data; name=a") + "epilogue\r\n--xyz\r\n"
    #expect(try FormReading.read(text).parts.map(\.bytes) == [[0x78]])
    #expect(try FormReading.read("--xyz--").parts.isEmpty)
    #expect(try FormReading.read("\r\n--xyz--").parts.isEmpty)
  }

  @Test("tells a body that was cut off, at every byte before its last boundary")
  func cutOff() {
    let bytes = Array(ParsingTests.body.utf8)
    for end in 0..<bytes.count - 2 {
      #expect(throws: MultipartRefusal.cutOff) { try FormReading.read([Array(bytes[..<end])]) }
    }
  }

  @Test(
    "refuses what is no form",
    arguments: [
      ("--xyzw\r\n", .delimiterMalformed), ("--xyz-x", .delimiterMalformed), ("--xyz\n", .delimiterMalformed),
      ("--xyz \rx", .delimiterMalformed), ("--xyz\r\nA: b\n\r\n", .headerMalformed),
      ("--xyz\r\nA: b\r\n c: d\r\n\r\n", .headerMalformed), ("--xyz\r\n: b\r\n", .headerMalformed),
      ("--xyz\r\nA\r\n", .headerMalformed), ("--xyz\r\nA : b\r\n", .headerMalformed),
      ("--xyz\r\n\r\n", .dispositionMissing), ("--xyz\r\nA: b\r\n\r\n", .dispositionMissing),
    ] as [(String, MultipartRefusal)])
  func refuses(text: String, refusal: MultipartRefusal) {
    #expect(throws: refusal) { try FormReading.read(text) }
  }

  @Test("goes on refusing after a refusal")
  func staysRefused() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("xyz"))
    #expect(throws: MultipartRefusal.delimiterMalformed) { try parser.feed(Array("--xyz?".utf8)) }
    #expect(throws: MultipartRefusal.delimiterMalformed) { try parser.feed(Array("--xyz--".utf8)) }
    #expect(throws: MultipartRefusal.delimiterMalformed) { try parser.finish() }
  }

  @Test("ends with a refusal or a form when any byte of it is another")
  func mutations() {
    let body = Array(ParsingTests.body.utf8)
    for index in body.indices {
      for byte in [0x00, 0x0A, 0x0D, 0x22, 0x2D, 0x3B, 0x5C, 0x80, 0xFF] as [UInt8] {
        var changed = body
        changed[index] = byte
        _ = try? FormReading.read([changed])
      }
    }
  }
}
