import DeskActions
import Federation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// What this desk lets out over a partnership.
enum SharingRoutes {
  private static let path = "/api/v1/partnerships/{partnership}/sharing"

  package static let all: [Route] = [
    Route(.get, path, "What this desk lets out over the partnership.", answer: .named("Sharing")) { call in
      let id: PartnershipID = try call.parameter("partnership")
      return try await call.read { .json(SharingView.json(try $0.existingPartnership(id).sharing)) }
    },
    Route(
      .put, path, "Sets what this desk lets out; what is left out stays as it is. The partner hears of it.",
      body: .json(SharingBody.schema, isOptional: false), answer: .named("Sharing")
    ) { call in
      let changes = try call.body(SharingBody.init).changes
      return try await call.write(SetSharing(try call.parameter("partnership"), changes)) { partnership, _ in
        .json(SharingView.json(partnership.sharing))
      }
    },
  ]
}

struct SharingBody {
  let changes: SharingChanges

  static let schema = Schema.object(
    [
      "audiences": .list(.choice(of: SharedAudience.self), max: 10, containing: SharedAudience.partner.rawValue),
      "attachments": .flag,
      "names": .choice(of: SharingRules.Names.self), "requester": .choice(of: SharingRules.RequesterDetail.self),
      "fields": .list(.line(max: Limits.nameBytes), max: Limits.fields + 1),
      "chain": .choice(of: SharingRules.ChainDetail.self),
    ], required: [])

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    var changes = SharingChanges()
    changes.audiences = Self.audiences(&fields)
    changes.attachments = fields.optional("attachments", .bool)
    changes.names = fields.optional("names", .choice())
    changes.requester = fields.optional("requester", .choice())
    changes.fields = Self.keys(&fields)
    changes.chain = fields.optional("chain", .choice())
    try fields.finish()
    self.changes = changes
  }

  private static func audiences(_ fields: inout JSONFields) -> [SharedAudience]? {
    guard let named = fields.optional("audiences", .list(of: .choice(of: SharedAudience.self), max: 10)) else {
      return nil
    }
    guard named.contains(.partner) else {
      fields.refuse("audiences", .against(rule: "does not contain partner: without it nothing could cross"))
      return nil
    }
    return SharedAudience.allCases.filter(named.contains)
  }

  /// Each key once, in the order in which they came.
  private static func keys(_ fields: inout JSONFields) -> [String]? {
    guard let named = fields.optional("fields", .list(of: .name, max: Limits.fields + 1)) else {
      return nil
    }
    var known: Set<String> = []
    return named.filter { known.insert($0).inserted }
  }
}
