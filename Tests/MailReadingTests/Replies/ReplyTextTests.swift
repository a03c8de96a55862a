import MailReading
import Testing

@Suite("What is new in an answer")
struct ReplyTextTests {
  @Test(
    "stands above an introduction of what is quoted, in many languages",
    arguments: [
      "On Mon, 3 Mar 2025 at 10:15, Ann Lee <ann@example.com> wrote:", "On 3 Mar 2025, at 10:15, Ann Lee wrote:",
      "On Monday, March 3, 2025 at 10:15 AM Ann Lee\n<ann@example.com> wrote:",
      "2025-03-03 10:15 GMT+01:00 Ann Lee <ann@example.com>:",
      "Am 03.03.2025 um 10:15 schrieb Ann Lee <ann@example.com>:",
      "Ann Lee <ann@example.com> schrieb am Mo., 3. März 2025 um 10:15:",
      "Op ma 3 mrt 2025 om 10:15 schreef Ann Lee <ann@example.com>:",
      "Le lun. 3 mars 2025 à 10:15, Ann Lee <ann@example.com> a écrit :",
      "El lun, 3 mar 2025 a las 10:15, Ann Lee (<ann@example.com>) escribió:",
      "Il giorno lun 3 mar 2025 alle ore 10:15 Ann Lee <ann@example.com> ha scritto:",
      "Em seg., 3 de mar. de 2025 às 10:15, Ann Lee <ann@example.com> escreveu:",
      "pon., 3 mar 2025 o 10:15 Ann Lee <ann@example.com> napisał(a):",
      "Den mån 3 mars 2025 kl 10:15 skrev Ann Lee <ann@example.com>:",
      "Den man. 3. mar. 2025 kl. 10.15 skrev Ann Lee <ann@example.com>:",
      "man. 3. mars 2025 kl. 10:15 skrev Ann Lee <\nann@example.com>:",
      "ma 3. maalisk. 2025 klo 10.15 Ann Lee (ann@example.com) kirjoitti:",
      "po 3. 3. 2025 v 10:15 odesílatel Ann Lee <ann@example.com> napsal:",
      "пн, 3 мар. 2025 г. в 10:15, Ann Lee <ann@example.com>:",
      "3 марта 2025 г., 10:15, Ann Lee <ann@example.com> пишет:",
      "W dniu 3.03.2025 o 10:15, Ann Lee pisze:",
      "Ann Lee <ann@example.com> ezt írta (időpont: 2025. márc. 3., H, 10:15):",
      "2025년 3월 3일 (월) 오전 10:15, Ann Lee <ann@example.com>님이 작성:",
      "At 2025-03-03 10:15:00, \"Ann\" <ann@example.com> wrote:",
      "Ann Lee/Acme wrote on 03.03.2025 10:15:00:", "Понедельник, 3 марта 2025, 10:15 +03:00 от Ann <ann@example.com>:",
      "2025年3月3日(月) 10:15 Ann Lee <ann@example.com>:", "Ann Lee <ann@example.com> 于2025年3月3日周一 10:15写道：",
      "3 Mar 2025 Pzt, 10:15 tarihinde Ann Lee <ann@example.com> şunu yazdı:",
      "---- On Mon, 03 Mar 2025 10:15:00 +0100 ann@example.com wrote ----",
    ])
  func introduction(_ line: String) {
    for quoted in ["> older\n> words\n", "older\nwords\n"] {
      let reply = ReplyText("New words.\n\n\(line)\n\(quoted)")
      #expect(reply.newWords == "New words.")
      #expect(reply.pieces.map(\.kind) == [.words, .quote])
    }
  }

  @Test(
    "stands above the head of an older mail, in many languages",
    arguments: [
      "From: Ann Lee <ann@example.com>\nSent: Monday, 3 March 2025 10:15\nTo: desk@acme.example\nSubject: x",
      "*From:* Ann Lee\n*Date:* 3 March 2025\n*To:* desk\n*Subject:* x",
      "Von: Ann Lee\nGesendet: Montag, 3. März 2025 10:15\nAn: Desk\nBetreff: x",
      "Van: Ann\nVerzonden: maandag\nAan: Desk\nOnderwerp: x",
      "De : Ann\nEnvoyé : lundi\nÀ : Desk\nObjet : x", "De: Ann\nEnviado el: lunes\nPara: Desk\nAsunto: x",
      "Da: Ann\nInviato: lunedì\nA: Desk\nOggetto: x", "De: Ann\nEnviada em: segunda\nPara: Desk\nAssunto: x",
      "Od: Ann\nWysłano: poniedziałek\nDo: Desk\nTemat: x", "Från: Ann\nSkickat: måndag\nTill: Desk\nÄmne: x",
      "Fra: Ann\nSendt: mandag\nTil: Desk\nEmne: x",
      "Lähettäjä: Ann\nLähetetty: maanantai\nVastaanottaja: Desk\nAihe: x",
      "Od: Ann\nOdesláno: pondělí\nKomu: Desk\nPředmět: x", "От: Ann\nОтправлено: понедельник\nКому: Desk\nТема: x",
      "差出人: Ann\n送信日時: 月曜日\n宛先: Desk\n件名: x", "发件人: Ann\n发送时间: 星期一\n收件人: Desk\n主题: x",
      "Kimden: Ann\nGönderildi: Pazartesi\nKime: Desk\nKonu: x",
    ])
  func olderHead(_ head: String) {
    #expect(ReplyText("New words.\n\n\(head)\n\nolder words\n").newWords == "New words.")
    #expect(
      ReplyText("New words.\n________________________________\n\(head)\n\nolder words\n").newWords == "New words.")
  }

  @Test(
    "stands above a line that says so, in many languages",
    arguments: [
      "-----Original Message-----", "-----Ursprüngliche Nachricht-----", "-----Oorspronkelijk bericht-----",
      "-----Message d'origine-----",
      "-----Mensaje original-----", "-----Messaggio originale-----", "-----Mensagem original-----",
      "-----Wiadomość oryginalna-----",
      "-----Ursprungligt meddelande-----", "-----Oprindelig meddelelse-----", "-----Opprinnelig melding-----",
      "-----Alkuperäinen viesti-----", "-----Původní zpráva-----", "-----Исходное сообщение-----", "-----元のメッセージ-----",
      "------------------ 原始邮件 ------------------", "-----Orijinal Mesaj-----",
      "##- Please type your reply above this line -##",
      "--- Reply above. Do not remove this line. ---",
    ])
  func divider(_ line: String) {
    #expect(ReplyText("New words.\n\n\(line)\nolder\nwords\n").newWords == "New words.")
  }

  @Test(
    "stands above an introduction without a date, if quoted lines follow it, and above a head in any language below a ruler"
  )
  func others() {
    #expect(ReplyText("New words.\n\nAnn Lee schrieb:\n> older\n").newWords == "New words.")
    let head = "Feladó: Ann <ann@example.com>\nElküldve: hétfő 10:15\nCímzett: Desk\nTárgy: x"
    #expect(
      ReplyText("New words.\n________________________________\n\(head)\n\nolder words\n").newWords == "New words.")
  }

  @Test("stands among and below quoted lines as well")
  func between() {
    let reply = ReplyText("On 3 Mar 2025 at 10:15, Ann <a@x.example> wrote:\n> One?\n\nYes.\n\n> Two?\n> Three?\nNo.\n")
    #expect(reply.newWords == "Yes.\n\nNo.")
    #expect(reply.pieces.map(\.kind) == [.quote, .words, .quote, .words])
  }

  @Test(
    "is all of it where nothing is older",
    arguments: [
      "Hello,\n\nthe door is open.\n", "As Peter wrote in ticket 4711:\nfirst\nsecond\n",
      "On Monday we wrote to you.\nPlease answer.\n",
      "Transport:\nFrom: Berlin\nTo: Hamburg\nWhen: tomorrow\n", "The log of 2025-03-03 10:15:\nerror one\nerror two\n",
      "a -- b\n-- first point\n-- second point\n", "", "\n", "Name: x\nDate: y\n",
    ])
  func nothingOlder(_ text: String) {
    #expect(ReplyText(text).pieces.allSatisfy { $0.kind == .words })
  }

  @Test("is what was passed on, where that is all that there is")
  func forwarded() {
    let head = "From: Ann <a@x.example>\nSent: today\nTo: desk\nSubject: x\n\nThe door is open.\n"
    #expect(ReplyText(head).pieces.map(\.kind) == [.words])
    let passedOn = ReplyText("FYI\n\n---------- Forwarded message ---------\n\(head)")
    #expect(passedOn.pieces.map(\.kind) == [.words, .forwarded])
    #expect(passedOn.newWords.hasSuffix("The door is open."))
  }

  @Test(
    "is not a signature",
    arguments: [
      "-- \nAnn Lee\nAcme", "--\nAnn", "—\nAnn", "Best regards,\nAnn", "Mit freundlichen Grüßen\n\nAnn Lee\nAcme GmbH",
      "Met vriendelijke groet,\nAnn",
      "Cordialement,\nAnn", "Saludos cordiales,\nAnn", "Cordiali saluti\nAnn", "Atenciosamente,\nAnn",
      "Pozdrawiam\nAnn", "Med vänliga hälsningar\nAnn",
      "Venlig hilsen\nAnn", "Med vennlig hilsen\nAnn", "Ystävällisin terveisin\nAnn", "S pozdravem\nAnn",
      "С уважением,\nAnn", "Saygılarımla\nAnn",
      "Sent from my iPhone", "Von meinem iPhone gesendet", "Verstuurd vanaf mijn iPhone", "Envoyé de mon iPhone",
      "Enviado desde mi iPhone",
      "Inviato da iPhone", "Wysłane z iPhone'a", "Skickat från min iPhone", "Sendt fra min iPhone",
      "Lähetetty iPhonesta", "Odesláno z iPhonu",
      "Отправлено с iPhone", "iPhoneから送信", "发自我的 iPhone", "iPhone'umdan gönderildi",
      "Get Outlook for iOS<https://aka.ms/x>", "Sent with Proton Mail secure email.",
      "_______________________________________________\ntalk mailing list\ntalk@x.example",
    ])
  func signature(_ signature: String) {
    let reply = ReplyText("The door is open.\n\n\(signature)\n")
    #expect(reply.newWords == "The door is open.")
    #expect(reply.pieces.map(\.kind) == [.words, .signature])
  }

  @Test("goes on behind a signature with a postscript")
  func postscript() {
    let reply = ReplyText("Yes.\n\nBest regards,\nAnn\n\nP.S. The key is with Bob.\n")
    #expect(reply.newWords == "Yes.\n\nP.S. The key is with Bob.")
  }

  @Test("is no disclaimer")
  func disclaimer() {
    for text in [
      "This e-mail and any attachments are confidential and intended solely for the addressee. If you are not the intended recipient, delete it.",
      "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, informieren Sie bitte den Absender.",
      "Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires, merci de le détruire.",
    ] {
      let reply = ReplyText("The door is open.\n\n\(text)\n")
      #expect(reply.newWords == "The door is open.")
      #expect(reply.pieces.map(\.kind) == [.words, .disclaimer])
    }
    #expect(
      ReplyText("Is the plan confidential, or may the recipient of my mail see it?\n").pieces.map(\.kind) == [.words])
  }

  @Test(
    "and the rest are the whole text, to the byte",
    arguments: [
      "a\r\n> b\r\n", "\n\n> a\n\n\n", "On 3.3.2025 10:15 a@b.example wrote:\n", "x\n--\n", ">", "\u{0}\u{85}\u{2028}",
      "no line end",
    ])
  func whole(_ text: String) {
    #expect(Array(ReplyText(text).pieces.map(\.text).joined().utf8) == Array(text.utf8))
  }

  @Test(
    "A17 is found in time that grows with the length, whatever is repeated",
    arguments: [
      "> ", ">>>> a\n", "On 3 Mar 2025, a@b wrote:\n", "On 1 ", "From: a@b\n", "--\n", "Best regards\n", "\n", "a:\n",
      "- ", "_", "1:2 a@b <",
      "Sent from x\n\n", "On 3 Mar 2025\n", "P.S.\n", "confidential mail recipient ", "-----Original Message-----\n",
      "<a@b>:\n", "2025 ",
    ])
  func linear(_ piece: String) {
    let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
    #expect(ReplyText(text).pieces.reduce(into: 0) { $0 += $1.text.utf8.count } == text.utf8.count)
  }
}
