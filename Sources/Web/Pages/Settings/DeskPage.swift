import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import Ticketing

/// The settings of the desk itself.
enum DeskPage {
  static let path = "/desk/{desk}/settings/desk"

  static let routes: [Route] = [
    Route(.get, path, "The desk's own settings.", face: .page, access: .session(.admin), answer: nil, handle: show),
    Route(
      .post, path, "Changes the desk's own settings.", face: .page, access: .session(.admin), body: .form, answer: nil,
      handle: change),
  ]

  struct View {
    let entries: [SettingsPages.Entry]
    let name: String
    let slug: String
    let passesThrough: Bool
  }

  private static func show(_ call: Call) async throws -> Answer {
    let entries = try SettingsPages.entries(call, .desk)
    return try await call.show("settings/desk", title: "settings.desk", in: .settings) { tx in
      guard let record = try tx.deskRecord() else { throw NotFound() }
      return View(
        entries: entries, name: record.tenant.name, slug: record.tenant.slug, passesThrough: record.passesThrough)
    }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let base = try call.deskPath("/settings/desk")
    return try await call.submit { form in
      ChangeDesk(passesThrough: form["passes_through"] == "true")
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: { _ in
      try await show(call)
    }
  }
}
