import DeskActions
import Federation
import StrictJSON
import Ticketing

extension RefusedForm {
  /// Why a form of the ticket's page was not taken, in people's words.
  func sentence(_ place: TicketPlace) -> String {
    switch cause {
    case is VersionMismatch: return place.text("conflict")
    case let problems as JSONProblems:
      guard let first = problems.problems.first else { return problem.detail }
      return place.text("refused_field", ["field": name(first.pointer.text, place), "why": why(first, place)])
    case let input as InvalidInput:
      guard let first = input.problems.first else { return problem.detail }
      let why = problem.errors.first?.detail ?? first.detail
      let sentence = why.hasSuffix(".") ? String(why.dropLast()) : why
      return place.text("refused_field", ["field": name(first.pointer, place), "why": sentence])
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
