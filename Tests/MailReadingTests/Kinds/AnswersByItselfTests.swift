import MailReading
import Testing

@Suite("A mail that a program answers with")
struct AnswersByItselfTests {
  @Test(
    "is known by its head",
    arguments: [
      "Auto-Submitted: auto-replied", "Auto-Submitted: auto-replied (vacation)", "X-Autoreply: yes", "X-Autorespond: x",
      "Precedence: auto_reply", "Delivered-To: Autoresponder", "X-POST-MessageClass: 9; Autoresponder",
    ])
  func head(_ field: String) {
    #expect(kind("From: a@example.com\nSubject: x\n\(field)\n\nI am away.\n") == .autoReply)
  }

  @Test(
    "is known by how its subject begins, in many languages",
    arguments: [
      "Automatic reply: x", "Out of Office: x", "Automatische Antwort: x", "Abwesenheitsnotiz: x",
      "Automatisch antwoord: x",
      "Réponse automatique : x", "Respuesta automática: x", "Risposta automatica: x", "Resposta automática: x",
      "Odpowiedź automatyczna: x", "Autosvar: x", "Automatisk svar: x", "Automaattinen vastaus: x",
      "Automatická odpověď: x",
      "Автоответ: x", "自動応答: x", "自动回复: x", "Otomatik yanıt: x",
    ])
  func subject(_ subject: String) {
    #expect(kind("From: a@example.com\nSubject: \(subject)\n\nx\n") == .autoReply)
  }

  @Test("is none where a person answers one, or where the head says no")
  func people() {
    #expect(kind("From: a@example.com\nSubject: Re: Automatic reply: x\n\nx\n") == .reply)
    #expect(kind("From: a@example.com\nAuto-Submitted: no\nSubject: x\n\nx\n") == .new)
  }
}
