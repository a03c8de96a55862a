import FormData
import Testing

@Suite("The headers of a part (A23)")
struct HeaderTests {
  @Test(
    "are refused when they are malformed",
    arguments: [
      ("Content-Disposition: attachment; name=a", .dispositionMalformed),
      ("Content-Disposition: form-data", .nameMissing), ("Content-Disposition: form-data; name=\"\"", .nameMissing),
      ("Content-Disposition: form-data; name=\"a", .dispositionMalformed),
      ("Content-Disposition: form-data; name=\"a\\\"", .dispositionMalformed),
      ("Content-Disposition: form-data; name=a b", .dispositionMalformed),
      ("Content-Disposition: form-data; name=a; name=b", .dispositionMalformed),
      ("Content-Disposition: form-data; name=a; NAME=b", .dispositionMalformed),
      ("Content-Disposition: form-data, name=a", .dispositionMalformed),
      ("Content-Disposition: form-data; name=\"a\u{85}b\"", .dispositionMalformed),
      ("Content-Disposition: form-data; name=\"a\u{0}b\"", .headerMalformed),
      ("Content-Disposition: form-data; name=\"a\rb\"", .headerMalformed),
      ("Content-Disposition: form-data; name=\"a\nb\"", .headerMalformed),
      ("Content-Disposition: form-data; name=\"a\u{1B}b\"", .headerMalformed),
      ("Content-Disposition: form-data; name=\"a\r\nX: b\"", .dispositionMalformed),
      (
        "Content-Disposition: form-data; name=a\r\ncontent-disposition: form-data; name=b",
        .headerRepeated("Content-Disposition")
      ),
    ] as [(String, MultipartRefusal)])
  func malformed(headers: String, refusal: MultipartRefusal) {
    let thrown = #expect(throws: MultipartRefusal.self) { try FormReading.read(form(headers)) }
    #expect(thrown == refusal)
  }

  @Test(
    "are refused with a content type that is none",
    arguments: [
      "text", "text/", "/html", "text/html/x", "text html", "text/html; charset", "text/html; a=b; A=c",
      "text/html; charset=\"utf-8", "text/<b>", "text/html, text/plain", "", "text/ht\u{E9}ml", "*", "text/html; =x",
    ])
  func contentType(type: String) {
    let headers = "Content-Disposition: form-data; name=a\r\nContent-Type: \(type)"
    #expect(throws: MultipartRefusal.mediaTypeMalformed) { try FormReading.read(form(headers)) }
  }

  @Test("are refused when they are not UTF-8")
  func notUTF8() {
    let bytes = Array("--xyz\r\nContent-Disposition: form-data; name=\"".utf8) + [0xE9] + Array("\"\r\n\r\n".utf8)
    #expect(throws: MultipartRefusal.headerNotUTF8) { try FormReading.read([bytes]) }
  }

  @Test("may say that the bytes are as they are, and nothing else about them")
  func encodings() throws {
    func headers(_ encoding: String) -> String {
      form("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: \(encoding)")
    }
    for encoding in ["binary", "8bit", "7BIT"] { _ = try FormReading.read(headers(encoding)) }
    #expect(throws: MultipartRefusal.encoded("base64")) { try FormReading.read(headers("Base64")) }
  }
}

@Suite("A content type")
struct MediaTypeTests {
  @Test(
    "is read and written in one way",
    arguments: [
      ("text/plain", "text/plain"), ("Text/HTML;Charset=UTF-8", "text/html; charset=UTF-8"),
      (" application/vnd.x+json ; a=\"b c\" ;", "application/vnd.x+json; a=\"b c\""),
      (#"a/b; c="d\"\\e""#, #"a/b; c="d\"\\e""#), (#"a/b; c="""#, #"a/b; c="""#),
    ])
  func normal(text: String, written: String) {
    #expect(MediaType(text)?.description == written)
  }

  @Test(
    "is never more than one line (A23)",
    arguments: ["text/html\r\nX: y", "text/html\n", "text/html; a=\"\r\"", "text/html\u{0}", "text/html\u{2028}"])
  func injection(text: String) {
    #expect(MediaType(text) == nil)
  }

  @Test("is no longer than 255 bytes")
  func long() {
    #expect(MediaType("a/" + String(repeating: "b", count: 253)) != nil)
    #expect(MediaType("a/" + String(repeating: "b", count: 254)) == nil)
  }

  @Test("of a request names the boundary")
  func boundary() throws {
    #expect(try MultipartBoundary(contentType: "multipart/form-data; boundary=xyz") == MultipartBoundary("xyz"))
    let quoted = try MultipartBoundary(contentType: "Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\"")
    #expect(try quoted == MultipartBoundary("a b:c"))
  }

  @Test(
    "of a request is refused when it names none that is allowed",
    arguments: [
      ("application/json", .notFormData), ("multipart/mixed; boundary=x", .notFormData), ("", .notFormData),
      ("multipart/form-data; boundary=x; boundary=y", .notFormData), ("multipart/form-data", .boundaryMissing),
      ("multipart/form-data; boundary=\"\"", .boundaryMalformed),
      ("multipart/form-data; boundary=\"a \"", .boundaryMalformed),
      ("multipart/form-data; boundary=\"a;b\"", .boundaryMalformed),
      ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), .boundaryMalformed),
    ] as [(String, MultipartRefusal)])
  func boundaryRefused(type: String, refusal: MultipartRefusal) {
    #expect(throws: refusal) { try MultipartBoundary(contentType: type) }
  }
}
