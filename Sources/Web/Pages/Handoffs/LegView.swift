import Federation
import Foundation
import Storage

/// One handoff as the ticket's page shows it: what was agreed, and what came of it.
struct LegView {
  let partner: String
  let sentence: String
  let message: String?
  let answerBy: DeadlineView?
  let solveBy: DeadlineView?
  let expected: DeadlineView?
  let whyNot: String?
  let solution: String?
  let minutes: Int?
  let serialNumber: String?
  /// When a solution counts as accepted by itself.
  let confirms: TimeView?
  /// The ticket of the earlier handoff that this one takes up again.
  let follows: TicketLink?
  let isReceived: Bool
  /// What could not be told to an external desk; nil where all was.
  let stuck: StuckView?

  init(
    _ leg: Leg, _ words: HandoffWords, _ clock: PageClock, there: TicketsThere.One?, follows: TicketLink?,
    _ catalogue: Catalogue
  ) {
    let handoff = leg.handoff
    partner = leg.partnership.partnerName
    sentence = words.sentence(handoff, partner: partner)
    message = handoff.message
    let isOffered = handoff.state == .offered
    let isWorkedOn = handoff.state == .accepted
    answerBy = isOffered ? handoff.respondBy.map { DeadlineView($0, clock, marksLate: true) } : nil
    solveBy = handoff.state.isOpen ? handoff.resolveBy.map { DeadlineView($0, clock, marksLate: isWorkedOn) } : nil
    expected = handoff.state.isOpen ? handoff.eta.map { DeadlineView($0, clock, marksLate: isWorkedOn) } : nil
    whyNot = words.reason(handoff)
    solution = words.solution(handoff)
    minutes = handoff.completion?.minutes
    serialNumber = handoff.completion?.serialNumber
    confirms = handoff.confirmAt.map { TimeView($0, clock) }
    self.follows = follows
    isReceived = handoff.side == .delegate
    stuck = there.flatMap { $0.failed == 0 ? nil : StuckView($0, partner: leg.partnership.partnerName, catalogue) }
  }
}

/// That something of a ticket did not get through to an external desk.
struct StuckView {
  let stuckWords: String
  /// What was answered there, in the hub's words.
  let answered: String?
  let stuckPath: String?

  init(_ there: TicketsThere.One, partner: String, _ catalogue: Catalogue) {
    stuckWords = catalogue.text("handoffs.stuck_there", ["partner": partner, "count": "\(there.failed)"])
    answered = there.answered
    stuckPath = there.path
  }
}

/// A time by which something is due.
struct DeadlineView {
  let due: TimeView
  let isLate: Bool

  /// - Parameter marksLate: whether it is still to be kept.
  init(_ date: Date, _ clock: PageClock, marksLate: Bool) {
    due = TimeView(date, clock)
    isLate = marksLate && date < clock.now
  }
}

/// A ticket of this desk's to go to.
struct TicketLink {
  let linkNumber: String
  let linkPath: String
}
