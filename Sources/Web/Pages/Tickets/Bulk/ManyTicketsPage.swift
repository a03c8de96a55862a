import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Logging
import Storage
import Ticketing

/// Changes the tickets that were ticked in the list. Each is changed or refused by itself, as if it were alone; what ends
/// the work is asked once more before.
enum ManyTicketsPage {
  static let routes: [Route] = [
    Route(
      .post, "/desk/{desk}/tickets/changes", "Changes several tickets, each as if it were alone.", face: .page,
      access: .session(.agent), body: .form, answer: nil, handle: change)
  ]

  private static func change(_ call: Call) async throws -> Answer {
    let place = try TicketPlace(call)
    let form = ManyTicketsForm(try call.form(), place)
    let numbers: [String]
    var change: ManyChange
    let status: Status?
    do {
      numbers = try form.tickets()
      (change, status) = try await call.hub.storage.read(in: place.actor.tenant) { tx in
        let change = try form.change(tx)
        return (change, try change.input.status.map { try tx.status(like: $0, at: "/status") })
      }
    } catch {
      return try await TicketListPage.show(call, try call.refused(error))
    }
    if let status, status.category.isEnded {
      let refused: RefusedForm?
      do {
        if [.resolved, .closed].contains(status.category), form.isSure { change.resolution = try form.resolution() }
        refused = nil
      } catch {
        refused = try call.refused(error)
      }
      guard form.isSure, refused == nil else { return try await ask(call, form, numbers, status, change, refused) }
    }
    // Sent twice, by an impatient finger or by reloading, it is done once.
    if let earlier = try await call.earlierAnswer(hash: call.bodyHash) { return earlier }
    return try await conclude(call, try await each(numbers, change, call, place), change)
  }

  /// One after another: the hub has other people to serve meanwhile.
  private static func each(
    _ numbers: [String], _ change: ManyChange, _ call: Call, _ place: TicketPlace
  ) async throws -> [ManyTicketsResult.Line] {
    var lines: [ManyTicketsResult.Line] = []
    for number in numbers {
      var line = ManyTicketsResult.Line(number: number)
      do {
        let ticket = try await call.hub.storage.read(in: place.actor.tenant) { try $0.ticket(named: number) }
        line.ticket = ticket
        let outcome = try await call.hub.storage.perform(
          ChangeAmongMany(ticket.id, change), by: place.actor, call.hub.moment())
        line.isChanged = outcome.isChanged
      } catch {
        let problem = Problem(error) ?? .internalError
        if problem.status == Problem.internalError.status {
          call.hub.logger.error(
            "unexpected failure",
            metadata: ["ticket": "\(number)", "error": "\(String(describing: error).prefix(500))"])
        }
        line.why = problem.worded(error, in: place.catalogue).detail
      }
      lines.append(line)
    }
    return lines
  }

  private static func conclude(
    _ call: Call, _ lines: [ManyTicketsResult.Line], _ change: ManyChange
  ) async throws -> Answer {
    let (place, back) = (try TicketPlace(call), try back(call))
    return try await call.conclude { tx in
      let view = try ManyTicketsResult(lines, change, back: back, place, tx)
      return try call.render("tickets/many-done", title: "many.done_title", in: .tickets, view, tx)
    }
  }

  private static func ask(
    _ call: Call, _ form: ManyTicketsForm, _ numbers: [String], _ status: Status, _ change: ManyChange,
    _ refused: RefusedForm?
  ) async throws -> Answer {
    let (place, back) = (try TicketPlace(call), try back(call))
    let code = refused?.problem.status ?? 200
    return try await call.show("tickets/many-sure", in: .tickets, status: code) { tx in
      let view = try ManyTicketsQuestion(form, numbers, status, change, refused, back: back, place, tx)
      return (place.catalogue.text("many.sure_title", ["count": "\(numbers.count)", "status": status.name]), view)
    }
  }

  /// The list that the tickets were ticked in.
  private static func back(_ call: Call) throws -> String {
    try call.deskPath("/tickets") + TicketListAddress(call.query).text(cursor: call.text("cursor"))
  }
}
