import Federation
import FormData
import StrictJSON
import Testing
import Web

@Suite("Forms about a partner")
struct PartnerFormTests {
  @Test("take a box that is not ticked as no")
  func unticked() {
    let object = PartnerForm.object(FormFields([("name", "Fieldworks"), ("confirm_after_days", "3")]))
    #expect(object["receives"] == .bool(false))
    #expect(object["settings"]?["holds_public_words"] == .bool(false))
    #expect(object["settings"]?["confirm_after_days"]?.integer == 3)
    #expect(object["settings"]?["requires"]?.array == [])
  }

  @Test("hand on what is no number as it was typed, to be refused at its place")
  func noNumber() {
    let object = PartnerForm.object(FormFields([("confirm_after_days", "soon")]))
    #expect(object["settings"]?["confirm_after_days"]?.string == "soon")
  }

  @Test("always share what is written for partners")
  func audiences() {
    let narrow = SharingForm.object(FormFields([("as_public", "partner")]))
    let wide = SharingForm.object(FormFields([("as_public", "public"), ("fields", "a"), ("fields", "site")]))
    #expect(narrow["audiences"]?.array == [.string("partner")])
    #expect(wide["audiences"]?.array == [.string("partner"), .string("public")])
    #expect(wide["fields"]?.array == [.string("a"), .string("site")])
  }

  @Test(
    "find the code in whatever was pasted",
    arguments: [
      "inv_abc", "  inv_abc\n", "https://hub.example/join?code=inv_abc", "http://h/join?x=1&code=inv_abc&y=2#z",
    ])
  func pasted(_ text: String) {
    #expect(InvitationLink.code(in: text) == "inv_abc")
  }
}
