import DeskActions
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// One message to an external desk: each try with what was answered, and what can be done about it.
enum ConnectionDeliveryPage {
  private static let path = ConnectionDeliveriesPage.path + "/{delivery}"

  static let routes: [Route] = [
    Route(
      .get, path, "One message to an external desk.", face: .page, access: .session(.admin), answer: nil
    ) { try await show($0) },
    Route(
      .post, path + "/retry", "Tries a failed message again.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: retry),
    Route(
      .post, path + "/drop", "Drops a failed message.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: drop),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let row: OutwardRow
    let back: String
    let wordsPath: String
    let problem: String?
    let loss: String
    let attempts: [DeliveryPage.AttemptView]
    let hasAttempts: Bool
    let finished: TimeView?
    let isFailed: Bool
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (linked, clock, catalogue) = (try await call.linkedDesk(), try call.clock, try call.catalogue)
    guard linked.standIn != nil else { throw NotFound() }
    let id: DeliveryID = try call.parameter("delivery")
    let (name, path, base) = (linked.connection.name, try call.connectionPath(), try call.deskPath())
    let entries = try SettingsPages.entries(call, .connections)
    let view = try await call.hub.storage.read(in: linked.connection.standIn) { tx in
      guard let delivery = try tx.delivery(id), delivery.lane.isOutside else { throw NotFound() }
      let attempts = try tx.attempts(of: id).map {
        DeliveryPage.AttemptView(
          number: $0.number, at: TimeView($0.at, clock), outcome: catalogue["delivery.outcome_\($0.outcome)"],
          excerpt: $0.words(in: catalogue))
      }
      return View(
        entries: entries, row: try OutwardRow(delivery, name: name, path: path, base: base, tx, clock, catalogue),
        back: "\(path)/deliveries", wordsPath: "\(path)/mapping", problem: refused?.problem.detail,
        loss: DeliveryWords(delivery, partner: name, catalogue).loss, attempts: attempts,
        hasAttempts: !attempts.isEmpty, finished: delivery.finishedAt.map { TimeView($0, clock) },
        isFailed: delivery.state == .parked)
    }
    return try await call.show("connections/delivery", in: .settings, status: refused?.problem.status ?? 200) { _ in
      (view.row.what, view)
    }
  }

  private static func retry(_ call: Call) async throws -> Answer {
    let id: DeliveryID = try call.parameter("delivery")
    let path = try call.connectionPath("/deliveries/\(id)")
    return try await perform(RetryDelivery(id), to: "\(path)?done=delivery_retried", call)
  }

  private static func drop(_ call: Call) async throws -> Answer {
    let path = try call.connectionPath("/deliveries")
    return try await perform(
      DropDelivery(try call.parameter("delivery")), to: "\(path)?done=delivery_dropped", call)
  }

  private static func perform<Act: Action>(_ action: Act, to path: String, _ call: Call) async throws -> Answer
  where Act.Outcome == Delivery {
    do {
      _ = try await ConnectionRoutes.perform(action, call)
      return .seeOther(path)
    } catch {
      return try await show(call, try call.refused(error))
    }
  }
}
