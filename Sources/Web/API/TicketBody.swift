package import DeskActions
package import StrictJSON
package import Ticketing

/// A ticket as a request describes it.
package enum TicketBody {
  package static func opening(_ fields: inout JSONFields) throws(JSONProblems) -> TicketInput {
    let subject = fields.required("subject", .line(max: Limits.subjectBytes))
    return try input(subject: subject, &fields)
  }

  package static func changing(_ fields: inout JSONFields) throws(JSONProblems) -> TicketInput {
    let subject = fields.optional("subject", .line(max: Limits.subjectBytes))
    return try input(subject: subject, &fields)
  }

  /// A ticket that is split off, and the comments that it takes along.
  package static func splitting(_ fields: inout JSONFields) throws(JSONProblems) -> (TicketInput, [CommentID]) {
    let comment: JSONShape<CommentID> = .id()
    let comments = fields.optional("comments", .list(of: comment, max: Limits.splitComments))
    return (try opening(&fields), comments ?? [])
  }

  private static func input(subject: String?, _ fields: inout JSONFields) throws(JSONProblems) -> TicketInput {
    var input = TicketInput()
    input.changes.subject = subject
    input.changes.description = fields.optional("description", .text(max: Limits.descriptionBytes, mayBeEmpty: true))
    input.changes.type = fields.optional("type", .choice())
    input.changes.priority = fields.optional("priority", .choice())
    input.changes.impact = fields.nullable("impact", .choice()).setting
    input.changes.urgency = fields.nullable("urgency", .choice()).setting
    input.status = fields.optional("status", .name)
    input.hold = fields.nullable("hold", .hold).setting
    input.requester = fields.nullable("requester", .person).setting
    input.team = fields.nullable("team", .name).setting
    input.assignee = fields.nullable("assignee", .line(max: Limits.personBytes)).setting
    input.changes.tags = fields.optional("tags", .list(of: .line(max: Limits.tagBytes), max: Limits.tags)).map(once)
    input.changes.site = fields.nullable("site", .site).setting.map { $0.value?.isEmpty == false ? $0 : .cleared }
    let entries = fields.optional("fields", .entries(of: .fieldInput, max: Limits.fields)) ?? []
    // Keys lose the spaces around them, so that two of them may be one.
    input.fields = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    try fields.finish()
    return input
  }

  /// Each tag once, where it stood first.
  private static func once(_ tags: [String]) -> [String] {
    var seen: Set<String> = []
    return tags.filter { seen.insert($0).inserted }
  }
}

extension JSONShape<Hold> {
  fileprivate static var hold: JSONShape {
    .object { fields throws(JSONProblems) in
      let reason = fields.nullable("reason", .text(max: Limits.reasonBytes)).orNil
      return Hold(reason: reason, until: fields.nullable("until", .date).orNil)
    }
  }
}

extension JSONShape<TicketInput.Person> {
  fileprivate static var person: JSONShape {
    .object { fields throws(JSONProblems) in
      let email = fields.nullable("email", .email).orNil
      let name = fields.nullable("name", .name).orNil
      let phone = fields.nullable("phone", .name).orNil
      if email == nil, name == nil, fields.problems.isEmpty {
        fields.refuse(.against(rule: "needs an email or a name"))
      }
      return TicketInput.Person(email: email, name: name, phone: phone)
    }
  }
}

extension JSONShape<Site> {
  fileprivate static var site: JSONShape {
    .object { fields throws(JSONProblems) in
      var site = Site()
      site.address = fields.nullable("address", .line(max: Limits.siteLineBytes)).orNil
      site.access = fields.nullable("access", .line(max: Limits.siteLineBytes)).orNil
      site.contact = fields.nullable("contact", .line(max: Limits.siteLineBytes)).orNil
      site.phone = fields.nullable("phone", .line(max: Limits.siteLineBytes)).orNil
      site.device = fields.nullable("device", .line(max: Limits.siteLineBytes)).orNil
      site.serialNumber = fields.nullable("serial_number", .line(max: Limits.siteLineBytes)).orNil
      return site
    }
  }
}

extension JSONShape<FieldInput> {
  fileprivate static var fieldInput: JSONShape {
    JSONShape { value throws(JSONProblems) in
      let text = JSONShape<String>.text(max: Limits.fieldValueBytes, mayBeEmpty: true)
      switch value {
      case .null: return .cleared
      case .bool(let flag): return .flag(flag)
      case .number(let number): return .number(number.double)
      case .string: return .text(try text.read(value))
      case .array: return .list(try JSONShape<[String]>.list(of: text, max: Limits.choices).read(value))
      case .object: throw JSONProblems(.against(rule: "must be a string, a number, true or false, a list or null"))
      }
    }
  }
}
