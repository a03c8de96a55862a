import DeskActions
import Federation
import FormData
import Foundation
import Storage
import Ticketing

/// Where a ticket is in its chain, what happened to it there, and what this desk may do about it.
struct HandoffPanelView {
  /// `With Fieldworks since 10:40`
  let headline: String
  let chainDesks: [ChainDesk]
  let legViews: [LegView]
  let news: [HandoffNews]
  /// A move that was refused and is no longer possible, so that there is no form to show it at.
  let lostMove: LostMove?
  let moveForms: [MoveForm]
  /// Why the offer cannot be accepted, or the work not be completed or handed back yet.
  let hindrance: String?
  let handOverPath: String?
  let partnersPath: String?
  /// Where the status, and with it a rest with its reason, is set.
  let statusPath: String?
  let earlier: [EarlierHandoff]
  let hasMoves: Bool
  let hasEarlier: Bool

  struct LostMove {
    let lostRefusal: String
    /// So that nobody has to type it again.
    let typed: [String]
  }

  init(
    _ chained: ChainedTicket, endedAt: Date?, there: TicketsThere, _ refused: RefusedForm?, _ actor: Actor,
    base: String, _ clock: PageClock, _ catalogue: Catalogue, _ tx: any DeskReader
  ) throws {
    let words = HandoffWords(catalogue, clock)
    let path = "\(base)/tickets/\(chained.ticket.number)"
    headline = Self.headline(chained, endedAt, clock, catalogue)
    chainDesks = ChainDesk.line(chained, endedAt: endedAt, there: there, clock, catalogue)
    let open = [chained.handoffIn, chained.handoffOut?.handoff.state.isOpen == true ? chained.handoffOut : nil]
      .compactMap { $0 }
    legViews = try open.map {
      LegView(
        $0, words, clock, there: there[$0.handoff.id],
        follows: try Self.link(to: $0.handoff.follows, from: chained, base, tx), catalogue)
    }
    let shown = Set(open.map(\.handoff.id))
    earlier = chained.legs.reversed().filter { !shown.contains($0.handoff.id) }.map { EarlierHandoff($0, words, clock) }

    var forms: [MoveForm] = []
    var news: [HandoffNews] = []
    for leg in [chained.handoffOut, chained.handoffIn].compactMap({ $0 }) {
      let maker = MoveForms(
        chained: chained, leg: leg, base: path, deskBase: base, refused: refused, clock: clock, catalogue: catalogue,
        tx: tx)
      let possible = actor.role.covers(.agent) ? try maker.all() : []
      if let item = HandoffNews(leg, in: chained, possible, words, clock) {
        news.append(item)
        forms += possible.filter { !item.answers($0) }
      } else {
        forms += possible
      }
    }
    moveForms = forms
    self.news = news
    lostMove = Self.lost(refused, forms + news.flatMap(\.newsMoves))
    hindrance = Self.hindrance(chained, clock, catalogue)

    let partners = actor.role.covers(.agent) ? try HandoffPartners(chained, clock.now, tx) : nil
    handOverPath = partners?.isPossible == true ? "\(path)/hand-over" : nil
    partnersPath = partners?.isMissing == true ? "\(base)/partners" : nil
    let worksForPartner = chained.isHolder && chained.handoffIn?.handoff.state == .accepted
    statusPath = worksForPartner && actor.role.covers(.agent) ? "\(path)#fields" : nil
    hasEarlier = !earlier.isEmpty
    hasMoves = !forms.isEmpty || handOverPath != nil || statusPath != nil || hindrance != nil || partnersPath != nil
  }

  private static func headline(
    _ chained: ChainedTicket, _ endedAt: Date?, _ clock: PageClock, _ catalogue: Catalogue
  ) -> String {
    if chained.isOver {
      let status = chained.ticket.status.name
      guard let endedAt else { return status }
      return catalogue.text("handoffs.over_since", ["status": status, "time": clock.short(endedAt)])
    }
    let working = chained.working
    let values = ["partner": working.desk, "time": working.since.map(clock.short) ?? ""]
    let key = chained.isHolder ? "handoffs.here" : "handoffs.with"
    return catalogue.text(working.since == nil ? key : "\(key)_since", values)
  }

  /// The ticket of an earlier handoff, where it is another one than this.
  private static func link(
    to id: HandoffID?, from chained: ChainedTicket, _ base: String, _ tx: any DeskReader
  ) throws -> TicketLink? {
    guard let id, let earlier = try tx.handoff(id), earlier.ticket != chained.ticket.id,
      let ticket = try tx.ticket(earlier.ticket)
    else { return nil }
    return TicketLink(linkNumber: "#\(ticket.number)", linkPath: "\(base)/tickets/\(ticket.number)")
  }

  private static func lost(_ refused: RefusedForm?, _ forms: [MoveForm]) -> LostMove? {
    guard let refused, let name = refused.form["_name"], HandoffMovePages.verbs.contains(name),
      !forms.contains(where: { $0.verb == name })
    else { return nil }
    return LostMove(
      lostRefusal: refused.problem.detail,
      typed: ["reason", "text"].compactMap { refused.form[$0] }.filter { !$0.isEmpty })
  }

  private static func hindrance(_ chained: ChainedTicket, _ clock: PageClock, _ catalogue: Catalogue) -> String? {
    guard let handoff = chained.handoffIn?.handoff else { return nil }
    let move: DelegateMove
    switch handoff.state {
    case .offered: move = .accept
    case .accepted: move = .complete
    case .completed, .confirmed, .declined, .withdrawn, .recalled, .returned: return nil
    }
    return chained.refusal(of: move, on: handoff.id, at: clock.now)?.words(in: catalogue)
  }
}

/// A handoff of the ticket that is over.
struct EarlierHandoff {
  let earlierSentence: String
  let earlierReason: String?
  let earlierSolution: String?
  let offeredAt: TimeView

  init(_ leg: Leg, _ words: HandoffWords, _ clock: PageClock) {
    earlierSentence = words.sentence(leg.handoff, partner: leg.partnership.partnerName)
    earlierReason = words.reason(leg.handoff)
    earlierSolution = words.solution(leg.handoff)
    offeredAt = TimeView(leg.handoff.offeredAt, clock)
  }
}
