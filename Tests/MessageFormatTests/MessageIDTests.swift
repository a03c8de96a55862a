import MessageFormat
import Testing

@Suite("Ids of messages")
struct MessageIDTests {
  private func ids(_ text: String) -> [String] {
    MessageID.all(in: HeaderField(name: "References", value: Array(text.utf8))).map(\.text)
  }

  @Test("are read from a field, broken lines mended")
  func several() {
    #expect(ids("<a@x> <b@y>\t<c @z>") == ["a@x", "b@y", "c@z"])
    #expect(ids("<a@x><b@y>, <>") == ["a@x", "b@y"])
    #expect(ids("Your message of Monday <a@x>") == ["a@x"])
  }

  @Test("are read without their angle brackets, where there are none at all")
  func bare() {
    #expect(ids("a@x b@y no") == ["a@x", "b@y"])
  }

  @Test("are the newest two hundred")
  func bounded() {
    let many = (0..<5_000).map { "<\($0)@x>" }.joined(separator: " ")
    #expect(ids(many).count == 200)
    #expect(ids(many).last == "4999@x")
  }
}
