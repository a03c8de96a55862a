import Federation
import FormData
import Foundation
import Storage
import Ticketing

/// What a partner's page shows.
struct PartnerView {
  let path: String
  let name: String
  let ownName: String?
  let state: PartnerState
  let since: TimeView
  let direction: String?
  let open: [OpenTicketRow]
  let hasOpen: Bool
  let problem: String?
  let invitation: WaitingInvitation?
  let settings: PartnerSettingsView?
  let canPause: Bool
  let canResume: Bool
  /// That the other desk paused, which only it takes back.
  let isPausedThere: Bool
  let isLinked: Bool
  let isOver: Bool
  let ours: [SharedLine]
  /// What the partner lets out to this desk; nil until it said so.
  let theirs: SharedLines?
  let mapsByDefault: Bool
  /// Nil but for an external desk.
  let bridge: Bridge?
  /// Whether an invitation can go by mail.
  let sendsMail: Bool

  /// That the partner is an external desk, and where its connection is.
  struct Bridge {
    let bridgeWords: String
    /// Nil for who may not see it.
    let bridgePath: String?
  }

  struct WaitingInvitation {
    let expires: TimeView
    let isExpired: Bool
  }

  struct SharedLines { let lines: [SharedLine] }

  init(
    _ partnership: Partnership, bridge: Bridge?, path: String, open: [OpenTicketRow], invitation: Invitation?,
    names: SharedFields, sendsMail: Bool,
    now: Date, _ clock: PageClock, _ catalogue: Catalogue, _ refused: RefusedForm?
  ) {
    self.path = path
    self.bridge = bridge
    self.sendsMail = sendsMail
    name = partnership.name
    ownName = partnership.partner.flatMap { $0.name == partnership.name ? nil : $0.name }
    state = PartnerState(partnership, catalogue)
    since = TimeView(partnership.createdAt, clock)
    direction = partnership.phase == .joined ? catalogue[partnership.directionKey] : nil
    self.open = open
    hasOpen = !open.isEmpty
    problem = refused?.problem.detail
    self.invitation = invitation.map {
      WaitingInvitation(expires: TimeView($0.expiresAt, clock), isExpired: $0.expiresAt <= now)
    }
    settings = partnership.isOpen ? PartnerSettingsView(partnership, catalogue, refused) : nil
    isLinked = partnership.phase == .joined
    canPause = isLinked && !partnership.isSuspendedHere
    canResume = isLinked && partnership.isSuspendedHere
    isPausedThere = isLinked && partnership.isSuspendedThere
    isOver = !partnership.isOpen
    ours = SharedLine.lines(of: partnership.sharing, names, catalogue)
    theirs = partnership.partner?.terms.map {
      // The other desk's fields have names only there.
      SharedLines(lines: SharedLine.lines(of: $0.sharing, SharedFields([], catalogue), catalogue))
    }
    mapsByDefault = partnership.mapping == nil
  }
}

/// How this desk works with a partner, as a form.
struct PartnerSettingsView {
  let calledName: String
  let receives: Bool
  let confirmAfterDays: String
  let resolvesOnCompletion: Bool
  let holdsPublicWords: Bool
  let withdrawsUnanswered: Bool
  let requires: [ChoiceView]
  let nameProblem: String?
  let daysProblem: String?

  init(_ partnership: Partnership, _ catalogue: Catalogue, _ refused: RefusedForm?) {
    let settings = partnership.settings
    let typed = refused.flatMap { $0.isOf("settings") ? $0 : nil }
    func flag(_ name: String, _ kept: Bool) -> Bool { typed.map { $0.form[name] != nil } ?? kept }
    calledName = typed?.form["name"] ?? partnership.name
    receives = flag("receives", partnership.receives)
    confirmAfterDays = typed?.form["confirm_after_days"] ?? "\(settings.confirmAfterDays)"
    resolvesOnCompletion = flag("resolves_on_completion", settings.resolvesOnCompletion)
    holdsPublicWords = flag("holds_public_words", settings.holdsPublicWords)
    withdrawsUnanswered = flag("withdraws_unanswered", settings.withdrawsUnanswered)
    requires = CompletionRequirement.allCases.map { requirement in
      let isKept = settings.requires.contains(requirement)
      return ChoiceView(
        requirement.rawValue, catalogue["partner.requires_\(requirement.rawValue)"],
        isChosen: typed.map { $0.form.all("requires").contains(requirement.rawValue) } ?? isKept)
    }
    nameProblem = typed?.problem(with: "name")
    daysProblem = typed?.problem.errors.first { $0.pointer == "/settings/confirm_after_days" }?.detail
  }
}

/// One box or button to choose.
/// A ticket that two desks have with one another.
struct OpenTicketRow {
  let number: Int
  let path: String
  let subject: String
  let stands: String
  let since: TimeView
  /// What ending the partnership makes of it, where the tickets are settled, and where copies are kept.
  let whenSettled: String
  let whenKept: String

  init(_ open: OpenHandoffTicket, _ base: String, _ clock: PageClock, _ catalogue: Catalogue) {
    let handoff = open.handoff
    number = open.number
    path = "\(base)/tickets/\(open.number)"
    subject = open.subject
    stands = catalogue["partner.open_\(handoff.side.rawValue)_\(handoff.state.rawValue)"]
    since = TimeView(handoff.since, clock)
    let outcome = EndTable.settled(handoff.state, by: handoff.side) ?? handoff.state
    whenSettled = catalogue["partner.end_\(handoff.side.rawValue)_\(outcome.rawValue)"]
    whenKept =
      switch handoff.side {
      case .delegate: catalogue["partner.end_kept"]
      case .delegator: whenSettled
      }
  }
}
