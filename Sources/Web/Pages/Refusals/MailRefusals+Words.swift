import DeskActions
import Ticketing

extension AddressRefusal {
  func words(in catalogue: Catalogue) -> String {
    switch self {
    case .proven(let address): catalogue.text("address.is_proved", ["address": address.text])
    case .askedJustNow(let seconds): catalogue.text("address.asked_just_now", ["seconds": "\(seconds)"])
    case .notSent(nil): catalogue["address.no_server"]
    case .notSent(let reason?): catalogue.text("address.not_taken", ["reason": reason])
    case .fetchedFor(let address): catalogue.text("address.fetched_for", ["address": address.text])
    }
  }
}

extension InvitationMailRefusal {
  func words(in catalogue: Catalogue) -> String {
    switch self {
    case .tooMany(let count): catalogue.text("partners.mailed_too_many", ["count": "\(count)"])
    case .tooManyToOne(let address, let count):
      catalogue.text("partners.mailed_too_many_to_one", ["address": address.text, "count": "\(count)"])
    }
  }
}
