import DeskActions
import Federation
import HTTPTypes
import Storage
import StrictJSON
import Ticketing

/// How this desk translates what crosses a partnership.
enum MappingRoutes {
  private static let path = "/api/v1/partnerships/{partnership}/mapping"

  package static let all: [Route] = [
    Route(.get, path, "The mapping in force, the default spelled out.", answer: .named("Mapping")) { call in
      let id: PartnershipID = try call.parameter("partnership")
      return try await call.read { tx in
        .json(MappingView(statuses: try tx.statuses()).json(of: try tx.existingPartnership(id)))
      }
    },
    Route(
      .put, path, "Sets the mapping; one that fails the checker is refused with its findings.",
      body: .json(.named("Mapping"), isOptional: false), answer: .named("Mapping")
    ) { call in
      let mapping = try call.body(MappingBody.init).mapping
      return try await call.write(SetMapping(try call.parameter("partnership"), mapping)) { partnership, tx in
        .json(MappingView(statuses: try tx.statuses()).json(of: partnership))
      }
    },
    Route(
      .post, path + "/check", "What the checker holds against a mapping; nothing is kept.",
      body: .json(.named("Mapping"), isOptional: false), answer: .named("MappingVerdict")
    ) { call in
      let mapping = try call.body(MappingBody.init).mapping
      return try await call.write(CheckMapping(try call.parameter("partnership"), mapping)) { findings, _ in
        .json(FindingView.verdict(findings))
      }
    },
  ]
}

/// A mapping as it comes in, with the place of every status in it.
struct MappingBody {
  let mapping: MappingInput

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let inward = fields.required("in", .statuses(by: StatusCategory.self, at: "/in"))
    let outward = fields.required("out", .entries(of: .choice(of: StatusCategory.self), max: MappingView.most))
    let events = fields.optional("events", .statuses(by: MappedEvent.self, at: "/events"))
    let labels = fields.optional("labels", .entries(of: .name, max: MappingView.most))
    let pairs = fields.optional("fields", .list(of: .fieldPair, max: MappingView.most))
    let (present, said) = try fields.finish(inward, outward)
    var mapping = MappingInput()
    mapping.in = present
    mapping.out = said.map { .init(status: .init($0.key, at: .entry($0.key, of: "/out")), category: $0.value) }
    mapping.events = events ?? [:]
    mapping.labels = (labels ?? []).map { .init($0.key, status: .init($0.value, at: .entry($0.key, of: "/labels"))) }
    mapping.fields = pairs ?? []
    self.mapping = mapping
  }
}

extension String {
  /// The place of an entry whose key the client chose.
  fileprivate static func entry(_ key: String, of object: JSONPointer) -> String {
    JSONPointer(key).under(object).text
  }
}

extension JSONShape {
  /// An object with a status for each of the words that it names, and no others.
  fileprivate static func statuses<Word>(by _: Word.Type, at place: String) -> JSONShape
  where
    Word: RawRepresentable & CaseIterable & Hashable, Word.RawValue == String,
    Value == [Word: MappingInput.StatusWord]
  {
    .object { fields throws(JSONProblems) in
      var named: [Word: MappingInput.StatusWord] = [:]
      for word in Word.allCases {
        guard let text = fields.optional(word.rawValue, .name) else { continue }
        named[word] = MappingInput.StatusWord(text, at: "\(place)/\(word.rawValue)")
      }
      return named
    }
  }
}

extension JSONShape where Value == FieldPair {
  fileprivate static var fieldPair: JSONShape {
    .object { fields throws(JSONProblems) in
      let theirs = fields.required("theirs", .name)
      let ours = fields.required("ours", .name)
      let (named, own) = try fields.finish(theirs, ours)
      return FieldPair(theirs: named, ours: own)
    }
  }
}
