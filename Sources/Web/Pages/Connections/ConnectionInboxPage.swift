import ConnectorKit
import DeskActions
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// What an external desk said and could not be applied: why, and what can be done about it.
enum ConnectionInboxPage {
  private static let path = ConnectionPage.path + "/inbox"

  static let routes: [Route] = [
    Route(.get, path, "What an external desk said.", face: .page, access: .session(.admin), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path + "/{report}/retry", "Tries again what was said of a ticket.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: retry),
    Route(
      .post, path + "/{report}/drop", "Gives up what was said.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: drop),
  ]

  /// What a tab shows; nil for the last of all states.
  private enum Tab: String, CaseIterable {
    case parked, unmatched, waiting, latest

    var state: KeptReport.State? {
      switch self {
      case .parked: .parked
      case .unmatched: .unmatched
      case .waiting: .waiting
      case .latest: nil
      }
    }
  }

  private static let mostLatest = 50

  struct TabView {
    let name: String
    let query: String
    let isHere: Bool
  }

  struct Item {
    let row: ReportRow
    let path: String
    let canAct: Bool
    /// Whether other words would mend it.
    let isUnmapped: Bool
    let wordsPath: String
  }

  struct View {
    let entries: [SettingsPages.Entry]
    let path: String
    let name: String
    let problem: String?
    let tabs: [TabView]
    let items: [Item]
    let isEmpty: Bool
    let emptyWords: String
    let next: String?
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    guard linked.standIn != nil else { throw NotFound() }
    let tab = call.text("state").flatMap { Tab(rawValue: $0) } ?? .parked
    let page = PageRequest(limit: 50, after: try call.page().after)
    let found = try await call.hub.storage.read(in: linked.connection.standIn) { tx in
      guard let state = tab.state else { return Page(items: try tx.latestReports(mostLatest), next: nil) }
      return try tx.reports(in: state, page)
    }
    let path = try call.connectionPath()
    let items = found.items.map { kept in
      Item(
        row: ReportRow(kept, linked.mapping, clock, catalogue), path: "\(path)/inbox/\(kept.id)",
        canAct: kept.state == .parked || kept.state == .unmatched,
        isUnmapped: ReportWords(kept, linked.mapping, catalogue).isUnmapped, wordsPath: "\(path)/mapping")
    }
    let view = View(
      entries: try SettingsPages.entries(call, .connections), path: path, name: linked.connection.name,
      problem: refused?.problem.detail,
      tabs: Tab.allCases.map {
        TabView(
          name: catalogue["connections.inbox_\($0.rawValue)"], query: "state=\($0.rawValue)", isHere: $0 == tab)
      },
      items: items, isEmpty: items.isEmpty, emptyWords: catalogue["connections.inbox_none_\(tab.rawValue)"],
      next: found.next.map { "state=\(tab.rawValue)&cursor=\(Cursor.text($0))" })
    return try await call.show("connections/inbox", in: .settings, status: refused?.problem.status ?? 200) { _ in
      (catalogue.text("connections.inbox_title", ["name": linked.connection.name]), view)
    }
  }

  private static func retry(_ call: Call) async throws -> Answer {
    let path = try call.connectionPath("/inbox")
    do {
      let applied = try await ConnectionRoutes.hearAgain(call)
      return .seeOther("\(path)?done=\(applied > 0 ? "report_applied" : "report_failed_again")")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }

  private static func drop(_ call: Call) async throws -> Answer {
    let path = try call.connectionPath("/inbox")
    do {
      _ = try await ConnectionRoutes.dropReport(call)
      return .seeOther("\(path)?done=report_dropped")
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}
