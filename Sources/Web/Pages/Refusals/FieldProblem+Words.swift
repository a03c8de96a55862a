package import DeskActions
package import StrictJSON
import Ticketing

extension JSONProblem.Reason {
  /// What is wrong with a field, as a sentence beside it.
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("refusals.\(key)", values) }
    switch self {
    case .missing, .null, .empty: return say("field_missing")
    case .tooLong(let limit): return say("field_too_long", ["limit": "\(limit)"])
    case .forbiddenCharacter: return say("field_character")
    case .notAmong, .unreadable: return say("field_choice")
    case .outOfRange(let range): return say("field_number", Self.values(range))
    case .notWhole: return say("field_number", Self.values(0...100_000))
    case .wrongType(_, let expected):
      return expected == .wholeNumber ? say("field_number", Self.values(0...100_000)) : say("field_other")
    case .tooManyEntries(let limit): return say("field_too_many", ["limit": "\(limit)"])
    case .notADate: return say("field_date")
    case .unknownField: return say("field_other")
    case .against(let rule): return catalogue.language == .english ? rule : say("field_other")
    }
  }

  fileprivate static func values(_ range: ClosedRange<Int>) -> [String: String] {
    ["lowest": "\(range.lowerBound)", "highest": "\(range.upperBound)"]
  }
}

extension InvalidInput.Problem {
  /// What is wrong with a field, as a sentence beside it.
  package func words(in catalogue: Catalogue) -> String {
    switch rule {
    case .passed: catalogue["refusals.field_passed"]
    case .unknown: catalogue["refusals.field_choice"]
    case .unknownNear(let names):
      catalogue.text("refusals.field_unknown_near", ["names": names.joined(separator: ", ")])
    case .ambiguous(let names):
      catalogue.text("refusals.field_ambiguous", ["names": names.joined(separator: ", ")])
    case .required: catalogue["refusals.field_missing"]
    case .taken: catalogue["refusals.field_taken"]
    case .outside(let range): catalogue.text("refusals.field_number", JSONProblem.Reason.values(range))
    case .tooMany(let limit): catalogue.text("refusals.field_too_many", ["limit": "\(limit)"])
    case .notAKey: catalogue["refusals.field_key"]
    case .notSomeChoices(let limit): catalogue.text("refusals.field_choices", ["limit": "\(limit)"])
    case .choicesOfNothing: catalogue["refusals.field_no_choices"]
    case .misfit(let misfit): misfit.words(in: catalogue)
    case .noField: catalogue["refusals.field_unknown"]
    case .holdWithoutStatus: catalogue["refusals.field_hold"]
    case .noAddress: catalogue["refusals.field_address"]
    case .hubsDomain: catalogue["refusals.field_hubs_domain"]
    case .hasPlus: catalogue["refusals.field_plus"]
    case .sameFolder: catalogue["refusals.field_same_folder"]
    case .hasAddress: catalogue["refusals.field_leads_away"]
    // The actions' own sentences are English.
    case .other: catalogue.language == .english ? detail : catalogue["refusals.field_other"]
    }
  }
}
