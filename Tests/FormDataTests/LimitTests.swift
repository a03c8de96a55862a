import FormData
import Testing

@Suite("A form that wants too much (A50, A67)")
struct LimitTests {
  private static let disposition = "Content-Disposition: form-data; name=a"

  @Test("is refused with more than 32 parts")
  func parts() throws {
    func body(_ count: Int) -> String {
      (0..<count).map { "--xyz\r\nContent-Disposition: form-data; name=p\($0)\r\n\r\n\r\n" }.joined() + "--xyz--"
    }
    #expect(try FormReading.read(body(32)).parts.count == 32)
    #expect(throws: MultipartRefusal.tooManyParts(limit: 32)) { try FormReading.read(body(33)) }
  }

  @Test("is refused with more than 16 headers in a part")
  func headers() throws {
    func body(_ count: Int) -> String {
      form(([LimitTests.disposition] + (1..<count).map { "X-\($0): y" }).joined(separator: "\r\n"))
    }
    #expect(try FormReading.read(body(16)).parts.count == 1)
    #expect(throws: MultipartRefusal.tooManyHeaders(limit: 16)) { try FormReading.read(body(17)) }
  }

  @Test("is refused with more than 8 KB of headers, also without any line end", arguments: [1, 100, 100_000])
  func headerBytes(chunk: Int) {
    let bytes = Array("--xyz\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 9_000)
    let chunks = stride(from: 0, to: bytes.count, by: chunk).map { Array(bytes[$0..<min($0 + chunk, bytes.count)]) }
    #expect(throws: MultipartRefusal.headersTooLong(limitInBytes: 8_192)) { try FormReading.read(chunks) }
  }

  @Test("is refused with a delimiter's line that does not end")
  func padding() {
    let text = "--xyz" + String(repeating: " ", count: 9_000)
    #expect(throws: MultipartRefusal.headersTooLong(limitInBytes: 8_192)) { try FormReading.read(text) }
  }

  @Test("is refused with more than 1 KB before its parts, or behind them")
  func surroundings() {
    let text = String(repeating: "\r\n--x", count: 300)
    let refusal = MultipartRefusal.surroundedByTooMuch(limitInBytes: 1_024)
    #expect(throws: refusal) { try FormReading.read(text) }
    #expect(throws: refusal) { try FormReading.read(form(LimitTests.disposition) + text) }
  }

  @Test("has the limits that the caller sets")
  func ownLimits() {
    var limits = MultipartLimits()
    limits.parts = 0
    #expect(throws: MultipartRefusal.tooManyParts(limit: 0)) {
      try FormReading.read(form(LimitTests.disposition), limits: limits)
    }
  }

  @Test("takes linear time over bytes that nearly are the boundary, one at a time too")
  func nearMisses() throws {
    let boundary = String(repeating: "-", count: 70)
    let content = String(repeating: "\r\n" + String(repeating: "-", count: 71), count: 3_000)
    let text = "--\(boundary)\r\n\(LimitTests.disposition)\r\n\r\n\(content)\r\n--\(boundary)--"
    let bytes = Array(text.utf8)
    #expect(try FormReading.read([bytes], boundary: boundary).parts.first?.bytes == Array(content.utf8))
    let single = bytes.map { [$0] }
    #expect(try FormReading.read(single, boundary: boundary).parts.first?.bytes == Array(content.utf8))
  }
}
