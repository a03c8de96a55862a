import DeskActions
import FormData
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The groups of agents that tickets are given to.
enum TeamsPage {
  static let path = "/desk/{desk}/settings/teams"

  static let routes: [Route] = [
    Route(.get, path, "The desk's teams.", face: .page, access: .session(.admin), answer: nil) { call in
      try await show(call)
    },
    Route(.post, path, "Adds a team.", face: .page, access: .session(.admin), body: .form, answer: nil, handle: add),
    Route(
      .post, path + "/{team}", "Renames a team.", face: .page, access: .session(.admin), body: .form, answer: nil,
      handle: rename),
  ]

  /// Whose teams are looked at.
  private static let mostPeople = 20_000
  /// The people of a team who are named; of the others their number is told.
  private static let mostNamed = 20

  struct View {
    let entries: [SettingsPages.Entry]
    let teams: [Row]
    let newName: String
    let problem: String?
  }

  struct Row {
    let path: String
    let name: String
    let members: String
  }

  private static func show(_ call: Call, _ refused: RefusedForm? = nil) async throws -> Answer {
    let (entries, base) = (try SettingsPages.entries(call, .teams), try call.deskPath("/settings/teams"))
    let catalogue = try call.catalogue
    return try await call.show(
      "settings/teams", title: "settings.teams", in: .settings, status: refused?.problem.status ?? 200
    ) { tx in
      let people = try tx.agents(beginning: "", limit: mostPeople)
      let rows = try tx.everyTeam().map { team in
        let members = people.filter { $0.teams.contains(team.id) }.map(\.name)
        let rest = members.count - mostNamed
        let names = members.prefix(mostNamed).joined(separator: ", ")
        let words = rest > 0 ? catalogue.text("settings.and_more", ["names": names, "count": "\(rest)"]) : names
        return Row(path: "\(base)/\(team.id)", name: team.name, members: words)
      }
      let typed = refused.flatMap { $0.isOf("new") ? $0.form["name"] : nil } ?? ""
      return View(entries: entries, teams: rows, newName: typed, problem: refused?.labelled(in: catalogue))
    }
  }

  private static func add(_ call: Call) async throws -> Answer {
    let base = try call.deskPath("/settings/teams")
    return try await call.submit { form in
      AddTeam(name: try JSONFields.name(in: form))
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }

  private static func rename(_ call: Call) async throws -> Answer {
    let (id, base): (TeamID, String) = (try call.parameter("team"), try call.deskPath("/settings/teams"))
    return try await call.submit { form in
      ChangeTeam(id, name: try JSONFields.name(in: form))
    } then: { _, _ in
      "\(base)?done=saved"
    } orShow: {
      try await show(call, $0)
    }
  }
}
