import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// One message: what it is, why it failed, each try, and what can be done about it.
enum DeliveryPage {
  private static let path = "/desk/{desk}/deliveries/{delivery}"

  static let routes: [Route] = [
    Route(.get, path, "One message with each try.", face: .page, access: .session(.agent), answer: nil) {
      try await show($0)
    },
    Route(
      .post, path + "/retry", "Tries a failed message again.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: retry),
    Route(
      .get, path + "/drop", "What is lost by dropping a message.", face: .page, access: .session(.admin), answer: nil
    ) { try await show($0, isDropping: true) },
    Route(
      .post, path + "/drop", "Drops a failed message.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: drop),
  ]

  struct View {
    let row: DeliveryRow
    /// Whether the page asks if it is to be dropped.
    let isDropping: Bool
    let loss: String
    let attempts: [AttemptView]
    let hasAttempts: Bool
    let finished: TimeView?
    let canRetry: Bool
    let canDrop: Bool
    let mayAct: Bool
    let problem: String?
    let back: String
  }

  struct AttemptView {
    let number: Int
    let at: TimeView
    let outcome: String
    /// What was answered; for admins only.
    let excerpt: String?
  }

  private static func show(
    _ call: Call, isDropping: Bool = false, _ refused: RefusedForm? = nil
  ) async throws -> Answer {
    let id: DeliveryID = try call.parameter("delivery")
    let (clock, catalogue, base) = (try call.clock, try call.catalogue, try call.deskPath())
    let isAdmin = try call.actor.role.covers(.admin)
    let status = refused?.problem.status ?? 200
    return try await call.show("deliveries/show", in: .deliveries, status: status) { tx in
      guard let delivery = try tx.delivery(id) else { throw NotFound() }
      let partner = try tx.partnership(delivery.partnership)?.name
      let number = try delivery.ticket.flatMap { try tx.ticket($0)?.number }
      let row = DeliveryRow(
        ListedDelivery(delivery, ticketNumber: number, partner: partner), base, clock, catalogue)
      let attempts = try tx.attempts(of: id).map {
        AttemptView(
          number: $0.number, at: TimeView($0.at, clock), outcome: catalogue["delivery.outcome_\($0.outcome)"],
          excerpt: isAdmin ? $0.words(in: catalogue) : nil)
      }
      let (isFailed, mayBeDropped) = (delivery.state == .parked, delivery.mayBeDropped)
      let canRetry = isAdmin && isFailed && !isDropping
      let canDrop = isAdmin && mayBeDropped && !isDropping
      let view = View(
        row: row, isDropping: isDropping && mayBeDropped,
        loss: DeliveryWords(delivery, partner: partner, catalogue).loss, attempts: attempts,
        hasAttempts: !attempts.isEmpty, finished: delivery.finishedAt.map { TimeView($0, clock) },
        canRetry: canRetry, canDrop: canDrop, mayAct: canRetry || canDrop, problem: refused?.problem.detail,
        back: "\(base)/deliveries")
      return (row.what, view)
    }
  }

  private static func retry(_ call: Call) async throws -> Answer {
    let id: DeliveryID = try call.parameter("delivery")
    let path = try call.deskPath("/deliveries/\(id)")
    return try await call.submit { _ in
      RetryDelivery(id)
    } then: { delivery, _ in
      "\(path)?done=\(delivery.state == .parked ? "delivery_failed_again" : "delivery_retried")"
    } orShow: {
      try await show(call, isDropping: false, $0)
    }
  }

  private static func drop(_ call: Call) async throws -> Answer {
    let id: DeliveryID = try call.parameter("delivery")
    let path = try call.deskPath("/deliveries")
    return try await call.submit { _ in
      DropDelivery(id)
    } then: { _, _ in
      "\(path)?done=delivery_dropped"
    } orShow: {
      try await show(call, isDropping: false, $0)
    }
  }
}
