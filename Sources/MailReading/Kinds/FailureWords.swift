/// How servers say that a mail was not delivered, in the languages that they speak.
enum FailureWords {
  static func isIn(subject: String) -> Bool { subjects.isIn(subject) || isDelay(subject) }

  /// Whether a subject begins so that nothing else can be meant.
  static func begin(_ subject: String) -> Bool { openings.isPrefix(of: subject) }

  static func isIn(words: String) -> Bool {
    let begin = String(decoding: words.utf8.prefix(4_096), as: UTF8.self).lowercased()
    return bodies.isIn(begin) || isDelay(begin)
  }

  static func isDelay(_ text: String) -> Bool { delays.isIn(text) }

  private static let openings = Phrases([
    "undeliverable:", "undelivered mail returned to sender", "delivery status notification (failure)", "non-delivery:",
    "delivery failure:", "mail delivery failed: returning message", "failure notice", "returned mail:", "unzustellbar:",
    "onbestelbaar:", "non remis :", "non remis :", "no se puede entregar:", "non recapitabile:", "não entregue:",
    "niedostarczalne:", "не удается доставить:", "配信不能:", "undelivered:", "nedoručitelné:", "kan ikke leveres:",
    "det går inte att leverera:", "teslim edilemedi:",
  ])

  private static let subjects = Phrases([
    "undeliver", "delivery status notification", "delivery failure", "delivery has failed", "delivery failed",
    "failure notice", "returned mail", "mail delivery failed", "mail delivery failure", "non-delivery", "non delivery",
    "nondeliverable", "mail system error", "failed mail", "could not be delivered", "delivery problem",
    "delivery report",
    "not delivered", "message you sent blocked", "delivery error", "returned to sender", "delivery status report",
    "delivery notification", "rejected mail", "mail failure", "message undeliverable", "email not delivered",
    "unzustellbar", "nicht zustellbar", "zustellung fehlgeschlagen", "unzustellbarkeit", "nicht zugestellt",
    "onbestelbaar", "niet bezorgd", "niet afgeleverd", "non remis", "échec de la remise", "échec de distribution",
    "non distribu", "no se puede entregar", "no entregado", "no se pudo entregar", "error de entrega", "devuelto",
    "non recapitabile", "mancata consegna", "messaggio non recapitato", "não entregue", "falha na entrega",
    "não pôde ser entregue", "niedostarcz", "nie można dostarczyć", "недостав", "не доставлен", "не удается доставить",
    "kan ikke leveres", "ikke leveret", "kunne ikke leveres", "levering mislyktes", "olevererbar",
    "kunde inte levereras",
    "går inte att leverera", "ei voitu toimittaa", "toimitus epäonnistui", "nedoručiteln", "nedoručen",
    "teslim edilemedi",
    "配信不能", "配信失敗", "送信できません", "配信できません", "退信", "无法送达", "無法傳遞", "未送达", "未傳遞",
  ])

  private static let bodies = Phrases([
    "could not be delivered", "couldn't be delivered", "wasn't able to deliver", "was not able to deliver",
    "unable to deliver",
    "was not delivered", "wasn't delivered", "delivery to the following", "delivery has failed", "failed permanently",
    "permanent fatal errors", "permanent error", "could not deliver", "cannot be delivered",
    "did not reach the following",
    "error has occurred while attempting to deliver", "undeliverable", "returned to sender", "delivery failed",
    "did not exactly match", "failure reasons", "nicht zugestellt werden", "konnte nicht zugestellt",
    "niet worden bezorgd",
    "n'a pas pu être remis", "n'a pas pu être distribu", "no se pudo entregar", "no ha podido ser entregado",
    "impossibile recapitare", "non è stato possibile", "não pôde ser entregue", "nie można było dostarczyć",
    "не может быть доставлено", "не удалось доставить", "kunne ikke leveres", "kunde inte levereras",
    "ei voitu toimittaa", "nelze doručit", "teslim edilemedi", "配信できません", "届けることができません", "无法送达", "無法傳遞",
  ])

  private static let delays = Phrases([
    "delayed", "still being retried", "will be retried", "will keep trying", "warning: could not send",
    "not yet been delivered",
    "delivery temporarily suspended", "delivery delay", "will continue to try", "delivery status notification (delay)",
    "verzögert", "vertraagd", "retardé", "demorado", "ritardat", "atrasad", "opóźni", "задерж", "forsink", "fördröj",
    "遅延",
    "延迟",
  ])
}
