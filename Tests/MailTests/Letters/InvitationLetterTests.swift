import Foundation
import Mail
import Testing
import Ticketing

@Suite("A mail that invites a partner")
struct InvitationLetterTests {
  @Test(
    "says the desk, the link, the code and until when; of what people wrote, a greeting alone",
    arguments: Language.allCases)
  func words(_ language: Language) throws {
    let message = try letter(greeting: "See you <soon>", language)
    for part in [message.text, message.html] {
      #expect(part.contains("https://hub.example/join?code=bai_1") && part.contains("bai_1"))
      #expect(part.contains("Acme") && part.contains("2026-09-21 14:13 UTC"))
    }
    #expect(message.text.contains("See you <soon>") && message.html.contains("See you &lt;soon&gt;"))
    #expect(message.from.name == "Acme" && message.from.address.text == "hub@desks.example")
    #expect(message.subject.contains("Acme") && message.to.address.text == "them@other.example")
    #expect(!message.text.contains("{") && !message.html.contains("{"))
  }

  @Test("needs no greeting")
  func bare() throws {
    #expect(try !letter(greeting: nil, .english).text.contains("\u{201C}"))
  }

  private func letter(greeting: String?, _ language: Language) throws -> MailMessage {
    let to = try #require(EmailAddress("them@other.example"))
    let sender = try #require(Mailbox("Baton <hub@desks.example>"))
    let letter = InvitationLetter(
      id: "1", to: to, desk: "Acme", greeting: greeting, code: "bai_1", link: "https://hub.example/join?code=bai_1",
      expiresAt: Date(timeIntervalSince1970: 1_790_000_000), language: language)
    return letter.message(from: sender, at: Date(timeIntervalSince1970: 1_789_000_000))
  }
}
