import MailReading
import MessageFormat
import Testing

@Suite("A mail that passes another on")
struct PassesOnAMailTests {
  private func passed(_ text: String) -> [String?]? {
    PassesOnAMail(read(text)).map { [$0.author.address, $0.subject] }
  }

  @Test("holds it whole, with who wrote it and about what")
  func attached() {
    let mail = """
      From: nadia@acme.example
      Subject: Please take this
      Content-Type: multipart/mixed; boundary=b

      --b

      Please.
      --b
      Content-Type: message/rfc822

      From: Fleur <fleur@bakery.example>
      Subject: Cold oven

      It is cold.
      --b--

      """
    #expect(passed(mail) == ["fleur@bakery.example", "Cold oven"])
  }

  @Test(
    "has its head in its own words, in the languages of many programs",
    arguments: [
      "---------- Forwarded message ---------\nFrom: Fleur <fleur@bakery.example>\nDate: today\nSubject: Cold oven\nTo: n@acme.example",
      "-----Ursprüngliche Nachricht-----\nVon: Fleur [mailto:fleur@bakery.example]\nGesendet: heute\nAn: n@acme.example\nBetreff: Cold oven",
      "Begin doorgestuurd bericht:\n\n*Van:* fleur@bakery.example\n*Onderwerp:* Cold oven",
      "De : Fleur <fleur@bakery.example>\nEnvoyé : hier\nObjet : Cold oven",
    ])
  func inWords(_ head: String) {
    #expect(
      passed("From: nadia@acme.example\nSubject: Fwd: Cold oven\n\nPlease.\n\n\(head)\n\nIt is cold.\n")
        == ["fleur@bakery.example", "Cold oven"])
  }

  @Test("is no answer that quotes, and names nobody whom it does not")
  func others() {
    let quoted = "From: Fleur <fleur@bakery.example>\nSubject: x\n\nIt is cold.\n"
    #expect(passed("From: nadia@acme.example\nSubject: Re: Cold oven\n\nDone.\n\n\(quoted)") == nil)
    #expect(passed("From: nadia@acme.example\nSubject: Fwd: Cold oven\n\nFrom: somebody\n") == nil)
    #expect(passed("From: nadia@acme.example\nSubject: Fwd:\n\nPlease.\n") == nil)
  }

  @Test("A17 takes as long as it is, whatever it is made of")
  func hostile() {
    let lines = String(repeating: "From: \(String(repeating: "<", count: 2_000))\n", count: 400)
    let start = ContinuousClock.now
    #expect(passed("From: n@acme.example\nSubject: Fwd: x\n\n\(lines)") == nil)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
