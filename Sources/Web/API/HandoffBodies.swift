import Federation
import Foundation
import StrictJSON
import Ticketing

/// An offer as it comes in.
struct OfferBody {
  let partnership: PartnershipID
  let message: String?
  let respondBy: Date?
  let resolveBy: Date?
  /// Nil takes the files that partners may see.
  let attachments: [AttachmentID]?

  static let schema = Schema.object(
    [
      "partnership": .id, "message": Schema.lines(max: Limits.commentBytes).orNull, "respond_by": .moment.orNull,
      "resolve_by": .moment.orNull,
      "attachments": Schema.list(.id, max: Limits.attachmentsPerTicket).orNull,
    ], required: ["partnership"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let partnership: PartnershipID? = fields.required("partnership", .id())
    message = fields.nullable("message", .text(max: Limits.commentBytes)).orNil
    respondBy = fields.nullable("respond_by", .date).orNil
    resolveBy = fields.nullable("resolve_by", .date).orNil
    let file: JSONShape<AttachmentID> = .id()
    attachments = fields.nullable("attachments", .list(of: file, max: Limits.attachmentsPerTicket)).orNil
    self.partnership = try fields.finish(partnership)
  }
}

/// What one desk wants different about time and priority.
struct HandoffChangeBody {
  let eta: Setting<Date>?
  let priority: Priority?
  let respondBy: Setting<Date>?
  let resolveBy: Setting<Date>?
  let reason: String?

  static let schema = Schema.object(
    [
      "eta": .moment.orNull, "priority": .choice(of: Priority.self), "respond_by": .moment.orNull,
      "resolve_by": .moment.orNull, "reason": Schema.lines(max: Limits.reasonBytes).orNull,
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    eta = fields.nullable("eta", .date).setting
    priority = fields.optional("priority", .choice())
    respondBy = fields.nullable("respond_by", .date).setting
    resolveBy = fields.nullable("resolve_by", .date).setting
    reason = fields.nullable("reason", .text(max: Limits.reasonBytes)).orNil
    try fields.finish()
  }
}

/// How an offer is taken.
struct AcceptanceBody {
  /// By id or name.
  let team: String?
  /// By id, address or name.
  let assignee: String?
  let eta: Date?

  static let schema = Schema.object(
    [
      "team": Schema.line(max: Limits.nameBytes).orNull, "assignee": Schema.line(max: Limits.personBytes).orNull,
      "eta": .moment.orNull,
    ],
    required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    team = fields.nullable("team", .name).orNil
    assignee = fields.nullable("assignee", .line(max: Limits.personBytes)).orNil
    eta = fields.nullable("eta", .date).orNil
    try fields.finish()
  }
}

/// What was done, and what the other desk asks for with it.
struct CompletionBody {
  let completion: Completion

  static let schema = Schema.object(
    [
      "resolution": .object([
        "code": .choice(of: ResolutionCode.self), "text": .lines(max: Limits.resolutionBytes, mayBeEmpty: true),
      ]),
      "minutes": Schema(["type": ["integer", "null"], "minimum": 0, "maximum": 100_000]),
      "serial_number": Schema.line(max: Limits.siteLineBytes).orNull,
    ], required: ["resolution"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let resolution = fields.required("resolution", .resolution)
    let minutes = fields.nullable("minutes", .integer(in: 0...100_000)).orNil
    let serialNumber = fields.nullable("serial_number", .line(max: Limits.siteLineBytes)).orNil
    completion = Completion(
      resolution: try fields.finish(resolution), minutes: minutes, serialNumber: serialNumber)
  }
}

extension JSONShape where Value == Resolution {
  fileprivate static var resolution: JSONShape {
    .object { fields throws(JSONProblems) in
      let code = fields.required("code", .choice(of: ResolutionCode.self))
      let text = fields.required("text", .text(max: Limits.resolutionBytes, mayBeEmpty: true))
      let (named, told) = try fields.finish(code, text)
      // White space alone is no report.
      return Resolution(code: named, text: told.allSatisfy(\.isWhitespace) ? "" : told)
    }
  }
}

/// Why something is done, and nothing else.
struct ReasonBody {
  let reason: String

  static let schema = Schema.object(["reason": .lines(max: Limits.reasonBytes)])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let reason = fields.required("reason", .text(max: Limits.reasonBytes))
    self.reason = try fields.finish(reason)
  }
}

/// Why the ticket is taken back, and what becomes of it.
struct RecallBody {
  let reason: String
  /// A status by id or name; nil takes the mapping's.
  let then: String?

  static let schema = Schema.object(
    ["reason": .lines(max: Limits.reasonBytes), "then": Schema.line(max: Limits.nameBytes).orNull],
    required: ["reason"])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let reason = fields.required("reason", .text(max: Limits.reasonBytes))
    then = fields.nullable("then", .name).orNil
    self.reason = try fields.finish(reason)
  }
}
