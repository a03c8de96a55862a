import DeskActions
import Federation
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// How the words of two desks are translated. A mapping that the checker refuses is shown again with what is wrong where.
enum PartnerMappingPage {
  private static let path = "/desk/{desk}/partners/{partnership}/mapping"

  static let routes: [Route] = [
    Route(
      .get, path, "How statuses are translated.", face: .page, access: .session(.agent), answer: nil
    ) { try await show($0) },
    Route(
      .post, path + "/check", "Says what the checker holds against a mapping; nothing is kept.", face: .page,
      access: .session(.admin), body: .form, answer: nil, handle: check),
    Route(
      .post, path, "Saves a mapping that passes the checker.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: save),
    Route(
      .post, path + "/default", "Goes back to the default mapping.", face: .page, access: .session(.admin),
      asksPassword: true, body: .form, answer: nil, handle: reset),
  ]

  struct View {
    let name: String
    let back: String
    let action: String
    let isDefault: Bool
    let canEdit: Bool
    let problem: String?
    /// That a check just found nothing.
    let passes: Bool
    let table: MappingTable
  }

  private enum Verdict {
    case none
    case passes
    case problem(String, status: Int)
  }

  private static func show(
    _ call: Call, typed: MappingForm? = nil, findings: [MappingFinding]? = nil, _ verdict: Verdict = .none
  ) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let (catalogue, base) = (try call.catalogue, try call.deskPath("/partners/\(id)"))
    let isAdmin = try call.actor.role.covers(.admin)
    var (problem, status, passes): (String?, Int, Bool) = (nil, 200, false)
    switch verdict {
    case .none: break
    case .passes: passes = true
    case .problem(let sentence, let code): (problem, status) = (sentence, code)
    }
    let (said, code, isFine) = (problem, status, passes)
    return try await call.show("partners/mapping", in: .partners, status: code) { tx in
      let (partnership, statuses) = (try tx.existingPartnership(id), try tx.statuses())
      let mapping = partnership.mapping ?? .standard(statuses)
      let view = View(
        name: partnership.name, back: base, action: "\(base)/mapping", isDefault: partnership.mapping == nil,
        canEdit: isAdmin && partnership.isOpen, problem: said, passes: isFine,
        table: MappingTable(
          typed ?? MappingForm(mapping), statuses: statuses, definitions: try tx.fields(),
          // Statuses may have changed since it was saved.
          findings: findings ?? (typed == nil ? MappingChecker(statuses: statuses).findings(in: mapping) : []),
          catalogue))
      return (catalogue.text("mapping.title", ["name": partnership.name]), view)
    }
  }

  private static func check(_ call: Call) async throws -> Answer {
    let form = try call.form()
    let typed = MappingForm(form)
    // More rows are a look at the same form with the empty ones at its end again.
    guard form["_act"] != "rows" else { return try await show(call, typed: typed) }
    do {
      let input = try JSONFields.read(typed.json, MappingBody.init).mapping
      let findings = try await call.hub.storage.perform(
        CheckMapping(try call.parameter("partnership"), input), by: try call.actor, call.moment)
      guard findings.contains(where: { $0.severity == .error }) else {
        return try await show(call, typed: typed, findings: findings, .passes)
      }
      let sentence = try call.catalogue["mapping.fails"]
      return try await show(call, typed: typed, findings: findings, .problem(sentence, status: 200))
    } catch {
      return try await showAgain(call, typed, error)
    }
  }

  private static func save(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let path = try call.deskPath("/partners/\(id)/mapping")
    let typed = MappingForm(try call.form())
    do {
      let input = try JSONFields.read(typed.json, MappingBody.init).mapping
      return try await call.write(SetMapping(id, input)) { _, _ in .seeOther("\(path)?done=saved") }
    } catch {
      return try await showAgain(call, typed, error)
    }
  }

  private static func reset(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    let path = try call.deskPath("/partners/\(id)/mapping")
    return try await call.write(ResetMapping(id)) { _, _ in .seeOther("\(path)?done=mapping_default") }
  }

  private static func showAgain(_ call: Call, _ typed: MappingForm, _ error: any Error) async throws -> Answer {
    if case PartnershipRefusal.mappingFails(let findings) = error {
      let sentence = try call.catalogue["mapping.not_saved"]
      return try await show(call, typed: typed, findings: findings, .problem(sentence, status: 422))
    }
    let problem = try call.refused(error).problem
    return try await show(call, typed: typed, .problem(problem.detail, status: problem.status))
  }
}
