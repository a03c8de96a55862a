import FormData
import Testing

@Suite("Fields of a form without files")
struct FormFieldsTests {
  @Test(
    "are read as browsers write them",
    arguments: [
      ("", []), ("a=1", [("a", "1")]), ("a=1&b=", [("a", "1"), ("b", "")]), ("a", [("a", "")]),
      ("a=x+y%21&a=2", [("a", "x y!"), ("a", "2")]), ("%C3%A9=%E2%9C%93", [("é", "✓")]), ("&&a=b=c&", [("a", "b=c")]),
      ("a=%0D%0Ab", [("a", "\r\nb")]),
    ])
  func reads(_ text: String, _ fields: [(name: String, value: String)]) throws {
    #expect(try FormFields(urlEncoded: Array(text.utf8)) == FormFields(fields))
  }

  @Test("are refused where an escape is cut off or is none", arguments: ["a=%", "a=%4", "a=%zz", "%=1"])
  func refusesBadEscapes(_ text: String) {
    #expect(throws: FormFields.Refusal.self) { try FormFields(urlEncoded: Array(text.utf8)) }
  }

  @Test("are refused where they are not UTF-8")
  func refusesOtherBytes() {
    #expect(throws: FormFields.Refusal.notUTF8) { try FormFields(urlEncoded: Array("a=%FF".utf8)) }
    #expect(throws: FormFields.Refusal.notUTF8) { try FormFields(urlEncoded: [0x61, 0x3D, 0xC3]) }
  }

  @Test("are at most a thousand")
  func areBounded() throws {
    let many = Array(repeating: "a=1", count: 1_000).joined(separator: "&")
    #expect(try FormFields(urlEncoded: Array(many.utf8)).all("a").count == 1_000)
    #expect(throws: FormFields.Refusal.tooManyFields(limit: 1_000)) {
      try FormFields(urlEncoded: Array((many + "&b=2").utf8))
    }
  }

  @Test("keep every value of a name that stands more than once")
  func keepsAll() throws {
    let form = try FormFields(urlEncoded: Array("tag=a&tag=b&x=1".utf8))
    #expect(form["tag"] == "a")
    #expect(form.all("tag") == ["a", "b"])
    #expect(form["y"] == nil)
  }
}
