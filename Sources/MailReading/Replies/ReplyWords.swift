/// The words by which mail programs and people set apart what is not new, in the languages that they use. In lower case.
enum ReplyWords {
  /// How an introduction of quoted words may begin: `On Monday ...`.
  static let openings: Set<String> = [
    "on", "am", "le", "el", "il", "op", "em", "den", "d", "w", "dnia", "dne", "в", "at", "in", "på", "vào", "la", "der",
    "lun", "mar",
    "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ma", "ti", "ke", "to", "pe",
    "su", "tir", "ons",
    "tor", "fre", "lør", "søn", "man", "lör", "sön", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "po", "út", "st", "čt",
    "pá", "so", "ne",
    "pzt", "sal", "çar", "per", "cum", "cmt", "paz", "gio", "sab", "dom", "mié", "jue", "vie", "seg", "ter", "qua",
    "qui", "sex",
    "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "mo", "di", "mi", "do", "fr", "sa", "za", "zo", "wo", "vr", "2025",
    "data",
  ]

  /// Words for writing, as they introduce what was written.
  static let verbs = Phrases([
    "wrote", "writes", "schrieb", "geschrieben", "schreef", "a écrit", "écrit", "escribió", "escribio", "ha scritto",
    "scritto",
    "escreveu", "napisał", "napisał(a)", "napisała", "napisal", "napsal", "napsal(a)", "napsala", "skrev", "skriver",
    "kirjoitti",
    "пишет", "писал", "писал(а)", "написал", "написала", "написав", "写道", "寫道", "書きました", "のメール", "のメッセージ",
    "pisze", "ezt írta", "a scris", "έγραψε", "님이 작성", "작성", "đã viết", "menulis", "je napisao", "je napisala",
    "napísal",
    "написа", "kirjutas", "rakstīja", "rašė", "va escriure", "skrifaði", "כתב", "كتب", "şunu yazdı", "yazdı", "píše",
    "scrisse", "schreibt",
  ])

  static let labels: [String: OlderHead.Field] = {
    var labels: [String: OlderHead.Field] = [:]
    func add(_ field: OlderHead.Field, _ words: String) {
      for word in words.split(separator: ",") { labels[String(word)] = field }
    }
    add(
      .from,
      "from,von,van,de,da,od,от,от кого,fra,från,lähettäjä,odesílatel,差出人,送信者,发件人,寄件者,寄件人,kimden,gönderen,expéditeur,remitente,mittente,afzender,absender,nadawca,avsändare,afsender,avsender,發件人"
    )
    add(
      .date,
      "sent,date,gesendet,gesendet am,datum,verzonden,envoyé,envoyé le,enviado,enviado el,enviado em,enviada,enviada em,fecha,inviato,data,wysłano,wysłane,skickat,sendt,dato,lähetetty,päivämäärä,päiväys,odesláno,отправлено,дата,送信日時,日時,日付,发送时间,发送日期,寄件日期,日期,時間,时间,gönderildi,gönderilme,gönderme tarihi,tarih,message du,date d'envoi"
    )
    add(
      .to,
      "to,an,aan,à,a,para,do,till,til,vastaanottaja,komu,кому,宛先,收件人,收件者,kime,alıcı,destinataire,destinatario,pour,odbiorca,adresat"
    )
    add(.copy, "cc,bcc,kopie,kopie (cc),kopia,copie,copie à,copia,c.c.,копия,kopi,kopio,抄送,副本,bilgi,dw,udw")
    add(
      .subject,
      "subject,betreff,onderwerp,objet,sujet,asunto,oggetto,assunto,temat,ämne,emne,aihe,předmět,věc,тема,件名,主题,主旨,主題,标题,konu,betr,reply-to,antwort an"
    )
    return labels
  }()

  static let originals: Set<String> = [
    "original message", "original-message", "original appointment", "ursprüngliche nachricht", "originalnachricht",
    "original-nachricht",
    "original nachricht", "oorspronkelijk bericht", "origineel bericht", "message d'origine", "message d’origine",
    "message original",
    "message initial", "mensaje original", "messaggio originale", "messaggio original", "mensagem original",
    "wiadomość oryginalna",
    "oryginalna wiadomość", "wiadomość pierwotna", "ursprungligt meddelande", "originalmeddelande", "oprindelig besked",
    "oprindelig meddelelse", "original besked", "opprinnelig melding", "original melding", "alkuperäinen viesti",
    "původní zpráva",
    "исходное сообщение", "оригинальное сообщение", "изначальное сообщение", "исходное письмо", "原始邮件", "原始郵件", "邮件原件",
    "元のメッセージ", "original mail", "original e-mail", "original email", "orijinal mesaj", "özgün ileti", "reply message",
    "ursprüngliche e-mail", "vorherige nachricht", "mesaj original", "eredeti üzenet",
  ]

  static let forwards: Set<String> = [
    "forwarded message", "forwarded mail", "forwarded by", "weitergeleitete nachricht", "weitergeleitete e-mail",
    "doorgestuurd bericht",
    "message transféré", "message transmis", "mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada",
    "mensagem reencaminhada",
    "wiadomość przekazana", "przekazana wiadomość", "forwarded wiadomość", "vidarebefordrat meddelande",
    "videresendt meddelelse",
    "videresendt besked", "videresendt melding", "välitetty viesti", "přeposlaná zpráva", "пересылаемое сообщение",
    "пересланное сообщение", "перенаправленное сообщение", "転送メッセージ", "轉寄的郵件", "转发的邮件", "转发邮件", "iletilen mesaj",
    "yönlendirilen mesaj",
  ]

  static let forwardBegins: Set<String> = [
    "begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "begin doorgestuurd bericht", "début du message réexpédié", "début du message transféré",
    "inicio del mensaje reenviado",
    "inizio messaggio inoltrato", "início da mensagem reencaminhada", "początek przekazywanej wiadomości",
    "vidarebefordrat brev", "start på videresendt besked", "videresendt melding", "välitetty viesti alkaa",
    "začátek přeposlané zprávy",
    "начало переадресованного сообщения", "転送されたメッセージ", "开始转发的邮件", "iletilen ileti başlangıcı",
  ]

  /// What desks put above what they quote, so that answers to them can be taken apart.
  /// The same, where it is drawn with dashes or the like.
  static let above = Phrases([
    "reply above", "antwort oberhalb", "antworten oberhalb", "antwoord hierboven", "réponse ci-dessus",
  ])

  static let aboveThis = Phrases([
    "reply above this line", "reply above the line", "write above this line", "type your reply above",
    "do not write below this line",
    "enter your reply above", "respond above this line", "please reply above", "add your reply above",
    "antworten sie oberhalb",
    "antwort oberhalb dieser", "oberhalb dieser linie", "oberhalb dieser zeile", "über dieser zeile",
    "boven deze regel", "boven deze lijn",
    "au-dessus de cette ligne", "encima de esta línea", "por encima de esta", "sopra questa riga", "acima desta linha",
    "powyżej tej linii", "ovanför denna rad", "ovenfor denne linje", "over denne linjen", "tämän rivin yläpuolelle",
    "nad tento řádek", "выше этой строки", "この行より上", "在此线上方", "bu satırın üst",
  ])

  static let devices = Phrases([
    "sent from", "sent via", "sent using", "sent with", "sent by my", "get outlook for", "von meinem", "gesendet von",
    "gesendet mit",
    "gesendet über", "diese nachricht wurde von meinem", "verstuurd vanaf", "verstuurd met", "verzonden vanaf",
    "verzonden met",
    "envoyé de mon", "envoyé depuis", "envoyé à partir", "envoyé par", "envoyé avec", "télécharger outlook",
    "obtenir outlook",
    "enviado desde", "enviado do meu", "enviado a partir", "enviado de mi", "enviado con", "obtener outlook",
    "obter o outlook",
    "inviato da", "inviato dal", "scarica outlook", "wysłane z", "wysłano z", "pobierz outlook", "skickat från",
    "hämta outlook",
    "sendt fra", "hent outlook", "lähetetty ", "odesláno z", "отправлено с", "отправлено из", "发自我的", "发自", "從我的",
    "从我的",
    "holen sie sich outlook", "outlook für ", "download outlook", "outlook voor ", "yahoo mail",
  ])

  /// Those that nobody writes a sentence with.
  static let programs = Phrases([
    "sent with", "sent from my", "sent via", "gesendet mit", "envoyé avec", "verzonden met",
  ])

  /// Where the device stands first: `iPhoneから送信`.
  static let deviceEnds = Phrases(["から送信", "gönderildi", "gesendet", "傳送", "发送"])

  static let farewells = Phrases([
    "best regards", "kind regards", "warm regards", "with best regards", "with kind regards", "regards", "best wishes",
    "many regards",
    "sincerely", "yours sincerely", "yours faithfully", "sincerely yours", "yours truly", "respectfully",
    "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichen gruessen", "mit freundlichem gruß",
    "mit freundlichem gruss",
    "freundliche grüße", "freundliche grüsse", "freundlicher gruß", "viele grüße", "viele grüsse", "viele gruesse",
    "beste grüße",
    "beste grüsse", "herzliche grüße", "schöne grüße", "liebe grüße", "mfg", "mit besten grüßen", "lg", "vg",
    "hochachtungsvoll",
    "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten",
    "met hartelijke groet",
    "hartelijke groet", "hoogachtend", "mvg", "groeten", "groetjes",
    "cordialement", "bien cordialement", "bien à vous", "salutations", "sincères salutations", "meilleures salutations",
    "veuillez agréer", "très cordialement", "cdt",
    "saludos", "un saludo", "saludos cordiales", "cordiales saludos", "un cordial saludo", "atentamente",
    "muy atentamente",
    "cordiali saluti", "distinti saluti", "saluti", "un saluto", "cordialmente",
    "atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "atentamente", "att.",
    "abraços",
    "pozdrawiam", "z poważaniem", "z wyrazami szacunku", "serdecznie pozdrawiam", "z pozdrowieniami",
    "med vänliga hälsningar", "med vänlig hälsning", "vänliga hälsningar", "hälsningar", "mvh", "bästa hälsningar",
    "med venlig hilsen", "venlig hilsen", "de bedste hilsner", "med vennlig hilsen", "vennlig hilsen", "hilsen",
    "beste hilsen",
    "ystävällisin terveisin", "terveisin", "parhain terveisin", "kunnioittaen",
    "s pozdravem", "s přátelským pozdravem", "s úctou", "děkuji a přeji",
    "с уважением", "с наилучшими пожеланиями", "всего доброго",
    "よろしくお願いいたします", "よろしくお願い致します", "よろしくお願いします", "以上、よろしく", "敬具", "此致", "祝好", "顺颂商祺", "谢谢，", "敬上",
    "saygılarımla", "saygılarımızla", "iyi çalışmalar", "sevgiler", "saygılar",
  ])

  static let environment = Phrases([
    "before printing", "consider the environment", "denken sie an die umwelt", "denk aan het milieu",
    "avant d'imprimer",
    "antes de imprimir", "prima di stampare", "przed wydrukowaniem", "innan du skriver ut", "før du printer",
    "ennen tulostamista",
  ])

  static let secrets = Phrases([
    "confidential", "privileged", "vertraulich", "vertrouwelijk", "confidentiel", "confidencial", "riservat",
    "confidenzial", "poufn",
    "konfidentiell", "fortrolig", "luottamuksellis", "důvěrn", "конфиденциальн", "機密", "机密", "保密", "gizli",
    "konfidensiell",
  ])

  static let recipients = Phrases([
    "recipient", "addressee", "intended", "empfänger", "adressat", "geadresseerde", "bestemd", "destinataire",
    "destinatari", "adresat",
    "mottagare", "modtager", "mottaker", "vastaanottaj", "příjemc", "адресат", "получател", "受信者", "宛先", "收件人", "收件者",
    "alıcı",
    "only for", "bestimmt",
  ])

  static let mails = Phrases([
    "mail", "message", "nachricht", "bericht", "mensaje", "messaggio", "mensagem", "wiadomoś", "meddelande",
    "meddelelse", "besked",
    "viesti", "zpráv", "сообщени", "письм", "communication", "transmission", "メール", "邮件", "郵件", "mesaj", "ileti",
    "posta",
  ])
}
