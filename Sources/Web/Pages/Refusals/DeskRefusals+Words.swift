import DeskActions
package import Federation
import Foundation
package import Ticketing

extension PartnershipRefusal {
  package func words(in catalogue: Catalogue) -> String {
    switch self {
    case .notOpen(let state): catalogue["refusals.partnership_\(state.rawValue)"]
    case .invitationUsed: catalogue["refusals.invitation_used"]
    case .invitationExpired: catalogue["refusals.invitation_expired"]
    case .ownInvitation: catalogue["refusals.own_invitation"]
    case .alreadySuspended: catalogue["refusals.already_suspended"]
    case .notSuspendedHere: catalogue["refusals.not_suspended"]
    case .mappingFails(let findings):
      catalogue.text(
        "refusals.mapping_fails", ["detail": findings.first { $0.severity == .error }?.detail ?? ""])
    case .unknownFields(let keys):
      catalogue.text("refusals.unknown_fields", ["fields": keys.joined(separator: ", ")])
    }
  }
}

extension StatusRefusal {
  package func words(in catalogue: Catalogue) -> String {
    switch self {
    case .inUse(let name, let tickets):
      catalogue.text("refusals.status_in_use", ["name": name, "count": "\(tickets)"])
    case .neededByMapping(let name, let partnerships):
      catalogue.text("refusals.status_mapped", ["name": name, "partners": partnerships.joined(separator: ", ")])
    case .lastOfCategory(let name, _): catalogue.text("refusals.status_last", ["name": name])
    case .nameTaken(let name): catalogue.text("refusals.name_taken", ["name": name])
    }
  }
}

extension PeopleRefusal {
  package func words(in catalogue: Catalogue) -> String {
    switch self {
    case .lastAdmin: catalogue["refusals.last_admin"]
    case .emailTaken(let email): catalogue.text("refusals.name_taken", ["name": "\(email)"])
    case .nameTaken(let name): catalogue.text("refusals.name_taken", ["name": name])
    }
  }
}

extension CommentRefusal {
  package func words(in catalogue: Catalogue) -> String {
    switch self {
    case .notYours: catalogue["refusals.comment_not_yours"]
    case .retracted: catalogue["refusals.comment_retracted"]
    case .nothingToRelease: catalogue["refusals.comment_released"]
    }
  }
}
