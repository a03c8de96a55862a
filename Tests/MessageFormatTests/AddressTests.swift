import MessageFormat
import Testing

@Suite("Addresses in a field")
struct AddressTests {
  private func list(_ text: String) -> AddressList { AddressList(Array(text.utf8)) }

  @Test(
    "are read in all the ways that mail has",
    arguments: [
      ("a@example.com", "", "a@example.com"),
      ("Ann Lee <a@example.com>", "Ann Lee", "a@example.com"),
      ("\"Lee, Ann\" <a@example.com>", "Lee, Ann", "a@example.com"),
      ("Lee, Ann <a@example.com>", "Lee, Ann", "a@example.com"),
      ("a@example.com (Ann Lee)", "Ann Lee", "a@example.com"),
      ("=?utf-8?Q?J=C3=B6rg?= <j@example.com>", "Jörg", "j@example.com"),
      ("\"=?utf-8?Q?J=C3=B6rg?=\" <j@example.com>", "Jörg", "j@example.com"),
      ("'Ann' <a@example.com>", "Ann", "a@example.com"),
      ("<@relay.example.com,@b.example.com:a@example.com>", "", "a@example.com"),
      ("Ann <mailto:a@example.com>", "Ann", "a@example.com"),
      ("Ann < a@example.com >", "Ann", "a@example.com"),
      ("=?utf-8?Q?Ann_=3Ca=40example.com=3E?=", "Ann", "a@example.com"),
      ("Ann <a@example.com", "Ann", "a@example.com"),
      ("\"Ann \\\"the\\\" Lee\" <a@example.com>", "Ann \"the\" Lee", "a@example.com"),
    ])
  func ways(_ written: String, _ name: String, _ address: String) {
    #expect(list(written).addresses == [MailAddress(name: name, address: address)])
  }

  @Test("stand side by side, in groups, and behind empty places")
  func several() {
    let many = list("a@example.com, , B <b@example.com>,, Team: c@example.com, d@example.com;")
    #expect(many.addresses.map(\.address) == ["a@example.com", "b@example.com", "c@example.com", "d@example.com"])
    #expect(many.doubts == [.several, .group])
  }

  @Test(
    "that two programs may read in two ways are in doubt",
    arguments: [
      ("a@example.com, b@example.com", AddressDoubt.several),
      ("Team: a@example.com;", .group),
      ("<@relay.example.com:a@example.com>", .route),
      ("a@example.com (admin@example.org)", .comment),
      ("<a(x)@example.com>", .comment),
      ("a@b@example.com", .malformed),
      ("<a@example.com><b@example.com>", .malformed),
      ("a@example.com\u{0}", .controlCharacter),
      ("\"admin@bank.example\" <a@example.com>", .nameIsAnotherAddress),
      ("=?utf-8?Q?a=40example.com?=", .encodedAddress),
    ])
  func doubts(_ written: String, _ doubt: AddressDoubt) {
    #expect(list(written).doubts.contains(doubt))
  }

  @Test(
    "in plain form are in no doubt",
    arguments: ["a@example.com", "Ann Lee <a@example.com>", "\"a@example.com\" <a@example.com>"])
  func plain(_ written: String) {
    #expect(list(written).doubts.isEmpty)
  }

  @Test("in two fields of one name are in doubt")
  func twice() {
    let fields = MessageReader().read(mail("From: a@example.com\nFrom: b@example.com\n\n")).fields.all("From")
    #expect(AddressList(fields).doubts == [.several, .fieldTwice])
  }

  @Test("are read up to a thousand")
  func bounded() {
    #expect(list(String(repeating: "a@example.com,", count: 50_000)).addresses.count == 1_000)
  }
}
