import Storage
import Ticketing

/// Who asked for help, for the one who is about to answer.
struct RequesterCard {
  let who: String
  let email: String?
  let phone: String?
  let company: String?
  /// How many other tickets of the requester's are open, in words; nil for none.
  let others: String?
  /// Mails that tell of no comment.
  let mails: [MailRow]

  init?(_ facts: TicketFacts, _ place: TicketPlace) {
    guard let requester = facts.requester else { return nil }
    who = requester.name
    email = requester.email?.text
    phone = requester.phone
    mails = facts.sent.filter { $0.comment == nil }.map { MailRow($0, place) }
    company = facts.customer?.name
    let count = facts.otherOpen
    let shown = count >= TicketFacts.mostCounted ? "\(TicketFacts.mostCounted)+" : "\(count)"
    others = count > 0 ? place.text(count == 1 ? "other_open" : "others_open", ["count": shown]) : nil
  }
}
