import DeskActions
import Federation
import Foundation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// The partnerships of a desk, and what becomes of them.
enum PartnershipRoutes {
  private static let path = "/api/v1/partnerships"
  private static let one = path + "/{partnership}"

  package static let all: [Route] = [
    Route(
      .get, path, "The desk's partnerships, oldest first.", query: QueryParameter.paging,
      answer: .page(of: "Partnership"), handle: list),
    Route(
      .get, one, "One partnership; `partner_sharing` is what the partner lets out.", answer: .named("Partnership"),
      handle: read),
    Route(
      .patch, one, "Changes what the desk calls the partner and how it works with it.",
      body: .json(PartnershipBody.schema, isOptional: false), answer: .named("Partnership"), handle: change),
    Route(
      .post, one + "/suspend", "Stops the partnership for a while: no offers or acceptances; moves are held back.",
      body: .json(.object([:]), isOptional: true), answer: .named("Partnership"), handle: suspend),
    Route(
      .post, one + "/resume", "Takes this desk's suspension back.", body: .json(.object([:]), isOptional: true),
      answer: .named("Partnership"), handle: resume),
    Route(
      .post, one + "/end",
      "Ends the partnership and settles its open handoffs; `keep_copy` leaves received tickets open.",
      body: .json(.object(["open_handoffs": .choice(of: OpenHandoffs.self)], required: []), isOptional: true),
      answer: .named("Partnership"), handle: end),
  ]

  private static func list(_ call: Call) async throws -> Answer {
    let page = try call.page()
    return try await call.read { tx in
      let view = try PartnershipView(tx)
      return Call.list(try tx.partnerships(page), view.json)
    }
  }

  private static func read(_ call: Call) async throws -> Answer {
    let id: PartnershipID = try call.parameter("partnership")
    return try await call.read { try PartnershipView.answer(try $0.existingPartnership(id), $0) }
  }

  private static func change(_ call: Call) async throws -> Answer {
    let body = try call.body(PartnershipBody.init)
    let action = ChangePartnership(
      try call.parameter("partnership"), name: body.name, receives: body.receives, settings: body.settings)
    return try await call.write(action, PartnershipView.answer)
  }

  private static func suspend(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    return try await call.write(SuspendPartnership(try call.parameter("partnership")), PartnershipView.answer)
  }

  private static func resume(_ call: Call) async throws -> Answer {
    try call.emptyBody()
    return try await call.write(ResumePartnership(try call.parameter("partnership")), PartnershipView.answer)
  }

  private static func end(_ call: Call) async throws -> Answer {
    let openHandoffs = try call.body { (fields: inout JSONFields) throws(JSONProblems) in
      fields.optional("open_handoffs", .choice(of: OpenHandoffs.self)) ?? .settle
    }
    let action = EndPartnership(try call.parameter("partnership"), keepsCopies: openHandoffs == .keepCopy)
    return try await call.write(action, PartnershipView.answer)
  }
}

/// What becomes of open handoffs when a partnership ends.
private enum OpenHandoffs: String, CaseIterable {
  case settle
  case keepCopy = "keep_copy"
}

struct PartnershipBody {
  let name: String?
  let receives: Bool?
  let settings: SettingsChanges

  static let schema = Schema.object(
    [
      "name": .line(max: Limits.nameBytes), "receives": .flag,
      "settings": .object(
        [
          "confirm_after_days": .integer(in: 1...90),
          "resolves_on_completion": .flag, "holds_public_words": .flag, "withdraws_unanswered": .flag,
          "requires": .list(.choice(of: CompletionRequirement.self), max: 10),
        ], required: []),
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    name = fields.optional("name", .name)
    receives = fields.optional("receives", .bool)
    settings = fields.optional("settings", .settings) ?? SettingsChanges()
    try fields.finish()
  }
}

extension JSONShape where Value == SettingsChanges {
  fileprivate static var settings: JSONShape {
    .object { fields throws(JSONProblems) in
      var changes = SettingsChanges()
      changes.confirmAfterDays = fields.optional("confirm_after_days", .integer(in: 1...90))
      changes.resolvesOnCompletion = fields.optional("resolves_on_completion", .bool)
      changes.holdsPublicWords = fields.optional("holds_public_words", .bool)
      changes.withdrawsUnanswered = fields.optional("withdraws_unanswered", .bool)
      let requires = fields.optional("requires", .list(of: .choice(of: CompletionRequirement.self), max: 10))
      changes.requires = requires.map { asked in CompletionRequirement.allCases.filter(asked.contains) }
      return changes
    }
  }
}
