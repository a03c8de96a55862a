import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The desk's own words for where a ticket stands.
enum StatusesPage {
  static let path = "/desk/{desk}/settings/statuses"

  static let routes: [Route] = [
    Route(.get, path, "The desk's statuses.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(.post, path, "Adds a status.", face: .page, access: .session(.admin), body: .form, answer: nil, handle: add),
    Route(
      .post, path + "/{status}", "Renames or moves a status.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: change),
    Route(
      .post, path + "/{status}/remove", "Removes a status.", face: .page, access: .session(.admin), body: .form,
      answer: nil, handle: remove),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let statuses: [Row]
    let categories: [ChoiceView]
    let newName: String
    let problem: String?
  }

  struct Row {
    let path: String
    let name: String
    let position: Int
    let badge: StatusBadge
    let category: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (entries, catalogue) = (try SettingsPages.entries(call, .statuses), try call.catalogue)
    let base = try call.deskPath("/settings/statuses")
    return try await call.show(
      "settings/statuses", title: "settings.statuses", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let rows = try tx.statuses().statuses.map { status in
        Row(
          path: "\(base)/\(status.id)", name: status.name, position: status.position, badge: StatusBadge(status),
          category: catalogue["category.\(status.category.rawValue)"])
      }
      let form = refused.flatMap { $0.isOf("new") ? $0.form : nil }
      return View(
        entries: entries, statuses: rows,
        categories: ChoiceView.all(of: StatusCategory.self, "category", catalogue, chosen: form?["category"]),
        newName: form?["name"] ?? "", problem: refused?.labelled(in: catalogue))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    try await submit(call) { form in
      try JSONFields.read(.object(form.object("name", "category"))) { (fields: inout JSONFields) throws(JSONProblems) in
        let name = fields.required("name", .name)
        let category = fields.required("category", .choice(of: StatusCategory.self))
        let (word, meaning) = try fields.finish(name, category)
        return AddStatus(name: word, category: meaning)
      }
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let id: StatusID = try call.parameter("status")
    return try await submit(call) { form in
      guard let position = Int(form["position"] ?? ""), StatusRoutes.positions.contains(position) else {
        let range = StatusRoutes.positions
        throw InvalidInput(
          "/position", "is not a number from \(range.lowerBound) to \(range.upperBound)", .outside(range))
      }
      return ChangeStatus(id, name: try JSONFields.name(in: form), position: position)
    }
  }

  private static func remove(_ call: Call) async throws -> Answer {
    let id: StatusID = try call.parameter("status")
    return try await submit(call) { _ in RemoveStatus(id) }
  }

  private static func submit<Performed: Action>(
    _ call: Call, _ action: (FormFields) throws -> Performed
  ) async throws -> Answer {
    let base = try call.deskPath("/settings/statuses")
    return try await call.submit(action) { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }
}
