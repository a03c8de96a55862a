package import Federation
import Foundation

extension HandoffRefusal {
  /// The refusal as a page says it, in the reader's language; the API has its own sentence.
  package func words(in catalogue: Catalogue) -> String {
    func say(_ key: String, _ values: [String: String] = [:]) -> String { catalogue.text("refusals.\(key)", values) }
    func state(_ state: HandoffState) -> String { say("state_\(state.rawValue)") }
    func move(_ name: String) -> String { MoveWords.of(name, in: catalogue) }
    func partnerIs(_ prefix: String, _ state: HandoffState, _ values: [String: String]) -> String {
      say("\(prefix)_\(state.rawValue)", values)
    }
    switch self {
    case .forbidden(let name, let now, let allowed):
      let refused = say("forbidden", ["state": state(now), "move": move(name)])
      guard !allowed.isEmpty else { return refused }
      return refused + " " + say("instead", ["allowed": allowed.map(move).joined(separator: ", ")])
    case .notYours(let name, let side):
      return say("theirs_to_make", ["side": say("side_\(side.other.rawValue)"), "move": move(name)])
    case .innerHandoffOpen(let name, let partner, let now):
      return partnerIs("inner", now, ["partner": partner, "move": move(name)])
    case .alreadyHandedOver(let partner, let now): return partnerIs("already", now, ["partner": partner])
    case .notHolder(let holder): return say("not_holder", ["holder": holder])
    case .ticketEnded(let status): return say("ticket_ended", ["status": status])
    case .partnershipNotActive(let now): return say("partnership_\(now.rawValue)")
    case .partnerTakesNoOffers(let partner): return say("no_offers", ["partner": partner])
    case .neighbourInChain(let partner): return say("neighbour", ["partner": partner])
    case .cannotBeHanded(let partner): return say("cannot_be_handed", ["partner": partner])
    case .chainTooLong: return say("chain_too_long")
    case .completionLacks(let lacking):
      let named = lacking.map { say("lacks_\($0.rawValue)") }.joined(separator: say("and"))
      return say("completion_lacks", ["lacking": named])
    case .statusNeedsMove(let status, let name, let now):
      return say("status_needs_move", ["status": status, "state": state(now), "move": move(name)])
    case .statusNotYours(let now, let allowed):
      let refused = say("status_not_yours", ["state": state(now)])
      guard !allowed.isEmpty else { return refused }
      return refused + " " + say("instead", ["allowed": allowed.map(move).joined(separator: ", ")])
    case .recovering(let partner): return say("recovering", ["partner": partner])
    case .tied(let refusal): return refusal.words(in: catalogue)
    }
  }
}

/// The names of moves, as refusals carry them, in people's words.
enum MoveWords {
  static func of(_ move: String, in catalogue: Catalogue) -> String {
    let key = "refusals.move_\(move.replacing(" ", with: "_"))"
    return catalogue.has(key) ? catalogue[key] : catalogue["refusals.move_other"]
  }
}
