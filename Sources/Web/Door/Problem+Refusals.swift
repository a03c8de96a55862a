import ConnectorKit
import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

extension Problem {
  /// Every refusal of the floors below, in a client's words. What is not listed is a bug: nil, to be logged as such.
  package init?(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case is NotFound: self = .notFound
    case let refusal as PermissionRefusal:
      self.init(
        403, "Not allowed", "This takes the role \(refusal.needs.rawValue); yours is \(refusal.has.rawValue).")
    case let refusal as JSONRefusal: self = .malformed(refusal.description)
    case let problems as JSONProblems:
      self.init(invalid: problems.problems.map { ($0.pointer.text, $0.detail) })
    case let input as InvalidInput: self.init(invalid: input.problems.map { ($0.pointer, $0.detail) })
    case let refusal as MultipartRefusal:
      self =
        refusal == .notFormData
        ? Problem(415, "Wrong content type", refusal.description) : .malformed(refusal.description)
    case let refusal as UploadRefusal: self = refusal.problem
    case let mismatch as VersionMismatch:
      self.init(
        412, "Changed since you read it", "The ticket is at \"\(mismatch.version)\" now; read it again.",
        headers: [.eTag: "\"\(mismatch.version)\""])
    case let refusal as HandoffRefusal: self = .conflict(refusal.sentence)
    case let refusal as FamilyRefusal: self = .conflict(refusal.sentence)
    case let refusal as PartnershipRefusal: self = refusal.problem
    case let refusal as StatusRefusal: self = .conflict(refusal.sentence)
    case let refusal as PeopleRefusal: self = .conflict(refusal.sentence)
    case let refusal as CommentRefusal: self = refusal.problem
    case let refusal as DeliveryRefusal:
      self = .conflict(
        "The delivery is \(refusal.state.rawValue); retried is what is parked, dropped also what came in and waits."
      )
    case let refusal as ReceivedMailRefusal: self = .conflict(refusal.sentence)
    case let refusal as AddressRefusal: self = .conflict(refusal.sentence)
    case let refusal as InvitationMailRefusal: self = .conflict(refusal.sentence)
    case let refusal as MailNotToRetry:
      self = .conflict(
        "The mail is \(refusal.state.rawValue); sent again is what failed, was withheld or came back.")
    case let refusal as SecondStepRefusal: self = refusal.problem
    case let refusal as SettingsRefusal: self = refusal.problem
    case let refusal as ConnectionMappingRefusal: self = refusal.problem
    case let refusal as HookRefusal: self = refusal.problem
    case let refusal as ConnectionRefusal:
      self = .conflict("The connection is \(refusal.state.rawValue): only one that is active or paused can do this.")
    case let error as StorageError:
      guard let problem = error.problem else { return nil }
      self = problem
    default: return nil
    }
  }

  private init(invalid problems: [(pointer: String, detail: String)]) {
    let first = problems.first.map { "\($0.pointer.isEmpty ? "The body" : $0.pointer) \($0.detail)." } ?? ""
    let more = problems.count > 1 ? " \(problems.count - 1) more under `errors`." : ""
    self.init(422, "Invalid", first + more, errors: problems)
  }
}

extension StorageError {
  /// Nil for what only a bug of ours can cause.
  fileprivate var problem: Problem? {
    switch self {
    case .full:
      Problem(
        503, "No space left", "The hub's disk is full; nothing was changed. Try again later.",
        headers: [.retryAfter: "30"])
    case .busy:
      Problem(
        503, "Busy", "The hub is busy; nothing was changed. Try again in a moment.", headers: [.retryAfter: "1"])
    case .unavailable:
      Problem(
        503, "Storage is not available", "Nothing was changed. Try again in a moment.", headers: [.retryAfter: "5"])
    case .constraint, .corrupt: nil
    }
  }
}

extension HandoffRefusal {
  /// Which state, why, and what is allowed instead.
  var sentence: String {
    switch self {
    case .forbidden(let move, let state, let allowed):
      "The handoff is \(state.rawValue): \(move) is not possible; \(HandoffRefusal.list(allowed))."
    case .notYours(let move, .delegate): "To \(move) is for the desk that handed over; this desk received the ticket."
    case .notYours(let move, .delegator): "To \(move) is for the desk that received; this desk handed the ticket over."
    case .innerHandoffOpen(let move, let partner, let state):
      "The ticket is \(state.rawValue) with \(partner): recall or withdraw it there before you \(move)."
    case .alreadyHandedOver(let partner, let state):
      "The ticket is \(state.rawValue) with \(partner) already; withdraw or recall it first, or use a child ticket."
    case .notHolder(let holder): "\(holder) holds this ticket; only the holder may do this."
    case .ticketEnded(let status): "The ticket is “\(status)”; reopen it before handing it over."
    case .partnershipNotActive(let state): "The partnership is \(state.rawValue); it has to be active."
    case .partnerTakesNoOffers(let partner): "\(partner) takes no offers at present."
    case .neighbourInChain(let partner): "\(partner) is already part of this job: comment or hand back."
    case .cannotBeHanded(let partner): "This ticket cannot be handed to \(partner)."
    case .chainTooLong: "The chain has eight desks already; no more can join."
    case .completionLacks(let lacking):
      "The other desk asks for more before completion: \(lacking.map(\.rawValue).joined(separator: ", "))."
    case .statusNeedsMove(let status, let move, let state):
      "The handoff is \(state.rawValue): “\(status)” cannot be set here; use \(move)."
    case .statusNotYours(let state, let allowed):
      "The handoff is \(state.rawValue): this desk does not move the status now; \(HandoffRefusal.list(allowed))."
    case .recovering(let partner):
      "This desk was restored from a backup and is asking \(partner) what happened since; try again when it has answered."
    case .tied(let refusal): refusal.sentence
    }
  }

  private static func list(_ allowed: [String]) -> String {
    allowed.isEmpty ? "nothing more can be done with it" : "possible now: \(allowed.joined(separator: ", "))"
  }
}

extension ReceivedMailRefusal {
  fileprivate var sentence: String {
    switch self {
    case .notToBeRetried(let state):
      "The mail is \(state.rawValue): filed again is what is parked or set aside."
    case .notParked(let state): "The mail is \(state.rawValue); dropped is what is parked."
    }
  }
}

extension AddressRefusal {
  fileprivate var sentence: String {
    switch self {
    case .proven(let address): "\(address) is proved to be this desk's already."
    case .askedJustNow(let seconds): "A mail is on its way there: another one is sent after \(seconds) seconds."
    case .notSent(nil): "This hub sends no mail: who runs it names a mail server (--smtp-url)."
    case .notSent(let reason?): "The mail was not taken: \(reason)"
    case .fetchedFor(let address): "Mail is fetched for \(address): remove its mail accounts first."
    }
  }
}

extension InvitationMailRefusal {
  fileprivate var sentence: String {
    switch self {
    case .tooMany(let count): "This desk has invited by mail \(count) times within a day: send the code yourself."
    case .tooManyToOne(let address, let count):
      "\(address) was mailed \(count) times within a day: send the code yourself."
    }
  }
}

extension PartnershipRefusal {
  fileprivate var problem: Problem {
    switch self {
    case .notOpen(let state): .conflict("The partnership is \(state.rawValue).")
    case .invitationUsed: .conflict("The invitation was used already; ask for a new one.")
    case .invitationExpired(let at):
      .conflict("The invitation expired at \(RFC3339.text(at)); ask for a new one.")
    case .ownInvitation: .conflict("This is your own invitation: send its code to the other company.")
    case .alreadySuspended: .conflict("This desk has suspended the partnership already.")
    case .notSuspendedHere: .conflict("This desk has not suspended the partnership.")
    case .mappingFails(let findings):
      Problem(
        422, "The mapping fails",
        "The mapping \(findings.first { $0.severity == .error }?.detail ?? "fails"). All is under `findings`.",
        extensions: ["findings": FindingView.json(findings)])
    case .unknownFields(let keys):
      .invalid("/fields", "names fields that this desk does not have: \(keys.joined(separator: ", "))")
    }
  }
}

extension StatusRefusal {
  fileprivate var sentence: String {
    switch self {
    case .inUse(let name, let tickets): "\(tickets) tickets are “\(name)”; move them first."
    case .neededByMapping(let name, let partnerships):
      "The mapping of \(partnerships.joined(separator: ", ")) needs “\(name)”; change it first."
    case .lastOfCategory(let name, let category):
      "“\(name)” is this desk's last status of \(category.rawValue); add another one first."
    case .nameTaken(let name): "There is a status “\(name)” already."
    }
  }
}

extension PeopleRefusal {
  fileprivate var sentence: String {
    switch self {
    case .lastAdmin: "This is the desk's last active admin; make another one first."
    case .emailTaken(let email): "\(email) is taken already."
    case .nameTaken(let name): "“\(name)” is taken already."
    }
  }
}

extension SecondStepRefusal {
  fileprivate var problem: Problem {
    switch self {
    case .isSetUp: .conflict("The second step at sign-in is set up already; switch it off first.")
    case .wrongCode: .invalid("/code", "is not right, or was used before")
    }
  }
}

extension CommentRefusal {
  fileprivate var problem: Problem {
    switch self {
    case .notYours(let author):
      Problem(403, "Not allowed", "Only \(author.isEmpty ? "its author" : author) may change this comment.")
    case .retracted: .conflict("The comment was retracted.")
    case .nothingToRelease: .conflict("The comment does not wait to be released.")
    }
  }
}
