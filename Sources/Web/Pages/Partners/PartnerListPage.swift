import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The desks that this one works with.
enum PartnerListPage {
  static let routes: [Route] = [
    Route(
      .get, "/desk/{desk}/partners", "The desk's partners.", face: .page, access: .session(.agent), answer: nil,
      handle: show)
  ]

  struct View {
    let partners: [PartnerRow]
    /// Those that ended or never began.
    let past: [PartnerRow]
    let isEmpty: Bool
    let hasPast: Bool
    let next: String?
  }

  private static func show(_ call: Call) async throws -> Answer {
    let page = PageRequest(limit: 100, after: try call.page().after)
    let (clock, catalogue, base) = (try call.clock, try call.catalogue, try call.deskPath("/partners"))
    return try await call.show("partners/list", title: "partners.title", in: .partners) { tx in
      let found = try tx.partnerships(page)
      let open = try tx.openHandoffCounts()
      func rows(_ partnerships: [Partnership]) -> [PartnerRow] {
        partnerships.map { PartnerRow($0, open[$0.id] ?? OpenHandoffs(), base, clock, catalogue) }
      }
      let past = rows(found.items.filter { !$0.isOpen })
      return View(
        partners: rows(found.items.filter(\.isOpen)), past: past, isEmpty: found.items.isEmpty && page.after == nil,
        hasPast: !past.isEmpty, next: found.next.map { "cursor=\(Cursor.text($0))" })
    }
  }
}

/// A partner as one line of the list.
struct PartnerRow {
  let name: String
  let path: String
  /// What the partner calls itself, where this desk calls it otherwise.
  let ownName: String?
  let state: PartnerState
  /// Who may hand tickets to whom; nil where nobody has answered the invitation yet.
  let direction: String?
  let out: Int
  let received: Int
  let since: TimeView

  init(
    _ partnership: Partnership, _ open: OpenHandoffs, _ base: String, _ clock: PageClock, _ catalogue: Catalogue
  ) {
    name = partnership.name
    path = "\(base)/\(partnership.id)"
    ownName = partnership.partner.flatMap { $0.name == partnership.name ? nil : $0.name }
    state = PartnerState(partnership, catalogue)
    direction = partnership.phase == .joined ? catalogue[partnership.directionKey] : nil
    out = open.out
    received = open.in
    since = TimeView(partnership.createdAt, clock)
  }
}
