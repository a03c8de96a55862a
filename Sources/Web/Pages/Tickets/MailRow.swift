import DeskActions
import Mustache
import Storage
import Ticketing

/// How far a mail to the requester has come, beside what it tells.
struct MailRow: MustacheParent {
  let words: String
  let at: TimeView?
  /// Whether somebody should do something about it.
  let isTrouble: Bool
  /// Where it is sent again; nil where it cannot be, or not by this reader.
  let retry: String?

  init(_ mail: RequesterMail, _ place: TicketPlace) {
    let catalogue = place.catalogue
    let what = mail.kind == .comment ? "" : catalogue["sent_mail.\(mail.kind.rawValue)"] + " "
    let state = Self.state(of: mail)
    let reason = mail.bounce ?? mail.reason ?? ""
    words =
      what
      + catalogue.text("sent_mail.\(state)", ["address": mail.recipient.text, "reason": reason])
    at = (mail.bouncedAt ?? mail.finishedAt).map { TimeView($0, place.clock) }
    isTrouble = mail.bouncedAt != nil || mail.state == .parked || mail.withheld != nil
    let mayRetry = mail.mayBeRetried && mail.withheld != .retracted && place.actor.role.covers(.agent)
    retry = mayRetry ? "mails/\(mail.id)/retry" : nil
  }

  /// The catalogue's key of the sentence that says it.
  private static func state(of mail: RequesterMail) -> String {
    if mail.bouncedAt != nil { return "came_back" }
    switch mail.state {
    case .waiting: return mail.reason == nil ? "waiting" : "delayed"
    case .sent: return "sent"
    case .parked: return "parked"
    case .cancelled: return "withheld_" + (mail.withheld?.rawValue ?? "nothing")
    }
  }

  func child(named key: String) -> Any? {
    switch key {
    case "words": words
    case "at": at ?? false
    case "isTrouble": isTrouble
    case "retry": retry ?? false
    case _: nil
    }
  }
}
