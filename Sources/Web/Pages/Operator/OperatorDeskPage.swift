import Federation
import FormData
import Foundation
import HTTPTypes
import Logging
import Storage
import Ticketing

/// One desk as the hub's operator sees it: how much, and what is stuck; never what was said.
enum OperatorDeskPage {
  static let base = "/operator/desks"

  static let routes: [Route] = [
    Route(
      .get, "\(base)/{desk}", "One desk's numbers, for the hub's operator.", face: .page, access: .operator,
      answer: nil, handle: show),
    Route(
      .post, "\(base)/{desk}/retry", "Tries what failed at a desk again.", face: .page, access: .operator, body: .form,
      answer: nil, handle: retry),
  ]

  struct Number {
    let label: String
    let amount: String
  }

  struct PileRow {
    let what: String
    let way: String
    let standing: String
    let why: String?
    let count: Int
    let since: TimeView
    let tries: Int
  }

  struct View {
    let name: String
    let slug: String
    let founded: TimeView
    let health: String
    let healthWords: String
    let numbers: [Number]
    let piles: [PileRow]
    let isClear: Bool
    /// What the button says; nil where nothing failed.
    let retry: String?
    let action: String
    let list: String
  }

  private static func desk(_ call: Call) async throws -> DeskCensus {
    let seenSince = call.moment.now.addingTimeInterval(-IdleLimit.unlessTold.seconds)
    let desks = try await call.operating.overview.desks(seenSince: seenSince)
    guard let desk = desks.first(where: { $0.tenant.slug == call.parameters["desk"] }) else { throw Problem.notFound }
    return desk
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (catalogue, clock) = (try call.catalogue, try call.clock)
    let desk = try await desk(call)
    let piles = try await call.operating.overview.piles(of: desk.tenant.id)
    let health = DeskHealth(desk, at: clock.now)
    let view = View(
      name: desk.tenant.name, slug: desk.tenant.slug, founded: TimeView(desk.tenant.createdAt, clock),
      health: health.rawValue, healthWords: catalogue["operator.health_\(health.rawValue)"],
      numbers: numbers(desk, clock), piles: piles.map { row($0, clock) }, isClear: piles.isEmpty,
      retry: desk.parked.count > 0
        ? catalogue.text("operator.retry", ["count": "\(desk.parked.count)"]) : nil,
      action: "\(base)/\(desk.tenant.slug)/retry", list: OverviewPage.path)
    return try call.showOperator("operator/desk", title: desk.tenant.name, in: .overview, view)
  }

  private static func numbers(_ desk: DeskCensus, _ clock: PageClock) -> [Number] {
    let words = CensusWords(desk, clock)
    let all: [(String, String)] = [
      ("people", "\(desk.people)"), ("sessions", "\(desk.sessions)"), ("tickets", words.tickets),
      ("handoffs", "\(desk.openHandoffs)"), ("file_count", "\(desk.files)"),
      ("files", ByteCount.text(desk.fileBytes)), ("waiting", words.pile(desk.waiting)),
      ("failed", words.pile(desk.parked)), ("missing", words.pile(desk.missing)),
      ("mails", words.pile(desk.waitingMails)), ("failed_mails", words.pile(desk.parkedMails)),
      ("webhooks", words.pile(desk.waitingWebhooks)), ("failed_webhooks", words.pile(desk.failedWebhooks)),
      ("stopped_webhooks", "\(desk.stoppedWebhooks)"),
    ]
    return all.map { Number(label: clock.catalogue["operator.number_\($0.0)"], amount: $0.1) }
  }

  private static func row(_ pile: DeliveryPile, _ clock: PageClock) -> PileRow {
    let catalogue = clock.catalogue
    // What is missing never came, so nobody knows what it is.
    let what =
      pile.state == .missing ? catalogue["operator.unknown_kind"] : catalogue["delivery.kind_\(pile.kind.rawValue)"]
    return PileRow(
      what: what, way: catalogue["operator.way_\(pile.direction.rawValue)"],
      standing: catalogue["delivery.state_\(pile.state.rawValue)"],
      why: pile.reason.map { catalogue["operator.why_\($0.rawValue)"] }, count: pile.count,
      since: TimeView(pile.oldest, clock), tries: pile.attempts)
  }

  private static func retry(_ call: Call) async throws -> Answer {
    let desk = try await desk(call)
    let tried = try await call.operating.overview.retryFailed(at: desk.tenant.id, from: call.address)
    call.hub.logger.notice(
      "the operator had failed deliveries tried again",
      metadata: ["tenant": "\(desk.tenant.slug)", "count": "\(tried)", "address": "\(call.address ?? "")"])
    return .seeOther("\(base)/\(desk.tenant.slug)?done=deliveries_retried")
  }
}
