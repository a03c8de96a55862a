import DeskActions
import Federation
import StrictJSON
import Ticketing

extension RefusedForm {
  /// Why a form of the ticket's page was not taken, in people's words.
  func sentence(_ place: TicketPlace) -> String {
    switch cause {
    case is VersionMismatch: return place.text("conflict")
    case let refusal as HandoffRefusal: return refusal.sentence(place)
    case let refusal as FamilyRefusal: return refusal.words(place)
    case let problems as JSONProblems:
      guard let first = problems.problems.first else { return problem.detail }
      return place.text("refused_field", ["field": name(first.pointer.text, place), "why": why(first, place)])
    case let input as InvalidInput:
      guard let first = input.problems.first else { return problem.detail }
      return place.text("refused_field", ["field": name(first.pointer, place), "why": first.detail])
    case let refusal as CommentRefusal:
      switch refusal {
      case .notYours: return place.text("refused_not_yours")
      case .retracted: return place.text("refused_retracted")
      case .nothingToRelease: return place.text("refused_released")
      }
    case _: return problem.detail
    }
  }

  private func name(_ pointer: String, _ place: TicketPlace) -> String {
    let path = pointer.split(separator: "/").map(String.init)
    let key = "field.\(path.first ?? "")"
    if path.first == "fields", path.count > 1 { return path[1] }
    return place.catalogue.has(key) ? place.catalogue[key] : path.joined(separator: " ")
  }

  private func why(_ problem: JSONProblem, _ place: TicketPlace) -> String {
    switch problem.reason {
    case .missing, .null, .empty: place.text("why_empty")
    case .tooLong(let limit): place.text("why_long", ["limit": "\(limit)"])
    case .notAmong: place.text("why_unknown")
    case .wrongType, .notWhole, .forbiddenCharacter, .outOfRange, .tooManyEntries, .notADate, .unreadable,
      .unknownField, .against:
      problem.detail
    }
  }
}

extension HandoffRefusal {
  /// Only what this page's forms can meet has words of its own here.
  fileprivate func sentence(_ place: TicketPlace) -> String {
    switch self {
    case .statusNeedsMove(let status, "recall", _): place.text("refused_recall", ["status": status])
    case .statusNeedsMove(let status, "return", _): place.text("refused_return", ["status": status])
    case .statusNeedsMove(let status, _, _): place.text("refused_complete", ["status": status])
    case .tied(let refusal): refusal.words(place)
    case .statusNotYours: place.text("refused_not_now")
    case .forbidden, .notYours, .innerHandoffOpen, .alreadyHandedOver, .notHolder, .ticketEnded,
      .partnershipNotActive, .partnerTakesNoOffers, .neighbourInChain, .cannotBeHanded, .chainTooLong,
      .completionLacks:
      sentence
    }
  }
}

extension FamilyRefusal {
  fileprivate func words(_ place: TicketPlace) -> String {
    switch self {
    case .mergedAway(_, let into): place.text("status_merged", ["number": "#\(into)"])
    case .mergedIntoItself: place.text("refused_itself")
    case .handedOver(let partner, _): place.text("refused_handed_over", ["partner": partner])
    case .survivorEnded(let number, let status):
      place.text("refused_survivor_ended", ["number": "#\(number)", "status": status])
    case .survivorIsChild(let number, let parent):
      place.text("refused_survivor_child", ["number": "#\(number)", "parent": "#\(parent)"])
    case .tooManyFiles(let limit): place.text("refused_files", ["limit": "\(limit)"])
    case .childrenOpen(_, let children):
      place.text("status_children", ["children": place.list(children.map { "#\($0)" })])
    case .isChild(let parent): place.text("refused_child", ["number": "#\(parent)"])
    case .parentEnded(let status): place.text("refused_ended", ["status": status])
    }
  }
}
