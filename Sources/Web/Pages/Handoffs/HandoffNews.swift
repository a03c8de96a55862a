import Federation
import Foundation
import Ticketing

/// What stands above a ticket because of a handoff: that an answer is awaited, or what the other desk did.
struct HandoffNews {
  let newsSentence: String
  let newsReason: String?
  let newsSolution: String?
  /// When the solution counts as accepted by itself.
  let newsConfirms: TimeView?
  /// Whether this desk is asked for something.
  let isAsking: Bool
  /// The answers to it.
  let newsMoves: [MoveForm]

  /// - Parameter possible: the forms of what this desk may do now.
  init?(_ leg: Leg, in chained: ChainedTicket, _ possible: [MoveForm], _ words: HandoffWords, _ clock: PageClock) {
    let handoff = leg.handoff
    // What a partner gave back is news until the ticket goes on.
    if handoff.side == .delegator, !handoff.state.isOpen, !chained.isHolder || chained.ticket.status.category.isEnded {
      return nil
    }
    guard let sentence = words.news(handoff, partner: leg.partnership.partnerName) else { return nil }
    newsSentence = sentence
    newsReason = words.reason(handoff)
    newsSolution = handoff.side == .delegator ? words.solution(handoff) : nil
    newsConfirms = handoff.confirmAt.map { TimeView($0, clock) }
    newsMoves = possible.filter { Self.answers.contains($0.verb) }
    isAsking = !newsMoves.isEmpty
  }

  /// The verbs that answer what is asked.
  private static let answers = ["accept", "decline", "confirm", "rework"]

  func answers(_ form: MoveForm) -> Bool { newsMoves.contains { $0.verb == form.verb } }
}
