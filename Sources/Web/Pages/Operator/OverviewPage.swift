import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The whole hub at a glance: how it is, and its desks, with what hurts first.
enum OverviewPage {
  static let path = "/operator"

  static let routes: [Route] = [
    Route(
      .get, path, "The hub at a glance, for its operator.", face: .page, access: .operator, answer: nil, handle: show)
  ]

  /// Desks on one page.
  private static let rowsOnAPage = 50

  struct Column {
    let name: String
    let at: String
    let isChosen: Bool
    let isNumber: Bool
  }

  struct View {
    let figures: [HubFigure]
    let columns: [Column]
    let rows: [DeskLine]
    let isEmpty: Bool
    let search: String
    let order: String
    let orders: [ChoiceView]
    let shown: String
    let earlier: String?
    let later: String?
    let again: String
  }

  private static func show(_ call: Call) async throws -> Answer {
    let (catalogue, clock, now) = (try call.catalogue, try call.clock, call.moment.now)
    let overview = try call.operating.overview
    let seenSince = now.addingTimeInterval(-IdleLimit.unlessTold.seconds)
    let (desks, health) = (try await overview.desks(seenSince: seenSince), try await overview.health())
    let order = call.text("sort").flatMap { DeskOrder(rawValue: $0) } ?? .trouble
    let search = call.text("q") ?? ""
    let found = order.sorted(desks.filter { matches($0, search) })
    let number = min(
      max(1, call.text("page").flatMap { Int($0) } ?? 1), max(1, (found.count + rowsOnAPage - 1) / rowsOnAPage))
    let first = (number - 1) * rowsOnAPage
    let rows = found.dropFirst(first).prefix(rowsOnAPage).map { DeskLine($0, clock) }
    let views = try call.pages.feed.count
    let figures = HubFigure.all(
      health, desks, isReady: call.hub.readiness.isReady, streams: views, clock: clock)
    let range = ["from": "\(min(first + 1, found.count))", "to": "\(first + rows.count)", "all": "\(found.count)"]
    let view = View(
      figures: figures, columns: columns(order, search, catalogue), rows: rows, isEmpty: rows.isEmpty, search: search,
      order: order.rawValue,
      orders: ChoiceView.all(of: DeskOrder.self, "operator_order", catalogue, chosen: order.rawValue),
      shown: catalogue.text("operator.shown", range),
      earlier: number > 1 ? address(order, search, page: number - 1) : nil,
      later: first + rows.count < found.count ? address(order, search, page: number + 1) : nil,
      again: address(order, search, page: number))
    return try call.showOperator("operator/overview", title: catalogue["operator.overview"], in: .overview, view)
  }

  /// A desk is found by a piece of its short name or of its name.
  private static func matches(_ desk: DeskCensus, _ search: String) -> Bool {
    let wanted = search.lowercased().trimmingCharacters(in: .whitespaces)
    return wanted.isEmpty || desk.tenant.slug.contains(wanted) || desk.tenant.name.lowercased().contains(wanted)
  }

  private static func columns(_ order: DeskOrder, _ search: String, _ catalogue: Catalogue) -> [Column] {
    DeskOrder.allCases.map {
      Column(
        name: catalogue["operator_order.\($0.rawValue)"], at: address($0, search, page: 1), isChosen: $0 == order,
        isNumber: $0 != .trouble && $0 != .name)
    }
  }

  private static func address(_ order: DeskOrder, _ search: String, page: Int) -> String {
    let words = search.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return "\(path)?sort=\(order.rawValue)&q=\(words)&page=\(page)"
  }
}
