/// Reads one object field by field and collects what is wrong with it, instead of stopping at the first problem.
///
///     let body = try JSONFields.read(value) { fields throws(JSONProblems) in
///       let subject = fields.required("subject", .line(max: 200))
///       let priority = fields.optional("priority", .choice(of: Priority.self))
///       let assignee = fields.nullable("assignee", .parsed("an id", AgentID.init))
///       return TicketBody(subject: try fields.finish(subject), priority: priority, assignee: assignee)
///     }
///
/// A field that nobody asked for is a problem too. Reads give nil for what is wrong, and `finish` throws then.
package struct JSONFields {
  package private(set) var problems: JSONProblems
  private let members: JSONObject
  /// What is no object at all has that one problem, and not its every field missing.
  private let isObject: Bool
  private var known: [String] = []

  package init(_ value: JSONValue) {
    switch value {
    case .object(let object):
      isObject = true
      members = object
      problems = JSONProblems()
    case .null, .bool, .number, .string, .array:
      isObject = false
      members = JSONObject()
      problems = JSONProblems(.wrongType(value.type, expected: .object))
    }
  }

  /// Reads an object, and refuses fields that `body` did not ask for also when it forgets to call `finish`.
  package static func read<Body>(
    _ value: JSONValue, _ body: (inout JSONFields) throws(JSONProblems) -> Body
  ) throws(JSONProblems) -> Body {
    var fields = JSONFields(value)
    let result = try body(&fields)
    try fields.finish()
    return result
  }

  /// Nil only when there is a problem.
  package mutating func required<Value>(_ key: String, _ shape: JSONShape<Value>) -> Value? {
    switch member(key) {
    case nil:
      if isObject { refuse(key, .missing) }
      return nil
    case .null?:
      refuse(key, .null)
      return nil
    case let value?: return read(value, key, shape)
    }
  }

  /// Nil for an absent field; null is a problem.
  package mutating func optional<Value>(_ key: String, _ shape: JSONShape<Value>) -> Value? {
    switch member(key) {
    case nil: return nil
    case .null?:
      refuse(key, .null)
      return nil
    case let value?: return read(value, key, shape)
    }
  }

  /// Tells an absent field from one that is null: in a PATCH the one keeps what is there, the other clears it.
  package mutating func nullable<Value>(_ key: String, _ shape: JSONShape<Value>) -> Nullable<Value> {
    switch member(key) {
    case nil: return .absent
    case .null?: return .null
    case let value?: return read(value, key, shape).map(Nullable.value) ?? .absent
    }
  }

  /// Whether the body has the field, null or not; the field counts as known.
  package mutating func has(_ key: String) -> Bool { member(key) != nil }

  /// Adds a problem with a field.
  package mutating func refuse(_ key: String, _ reason: JSONProblem.Reason) {
    problems.add(JSONProblem(reason, at: JSONPointer(key)))
  }

  /// Adds a problem with the object as a whole.
  package mutating func refuse(_ reason: JSONProblem.Reason) {
    problems.add(JSONProblem(reason))
  }

  private mutating func member(_ key: String) -> JSONValue? {
    known.append(key)
    return members[key]
  }

  private mutating func read<Value>(_ value: JSONValue, _ key: String, _ shape: JSONShape<Value>) -> Value? {
    do throws(JSONProblems) {
      return try shape.read(value)
    } catch {
      problems.add(error, under: JSONPointer(key))
      return nil
    }
  }

  /// Throws what was collected, and each field that was not asked for.
  ///
  /// It is mutating so that `fields.finish(fields.required(...))` reads first: else it would look at a copy from before.
  package mutating func finish() throws(JSONProblems) {
    var all = problems
    for member in members.members where !known.contains(where: { $0.hasSameBytes(as: member.key) }) {
      guard !all.isFull else { break }
      all.add(JSONProblem(.unknownField(known: known), at: JSONPointer(member.key)))
    }
    guard all.isEmpty else { throw all }
  }

  /// Finishes, and gives the required values back as what they are: `let (a, b) = try fields.finish(a, b)`.
  package mutating func finish<each Value>(
    _ required: repeat (each Value)?
  ) throws(JSONProblems) -> (repeat each Value) {
    try finish()
    return (repeat try JSONFields.present(each required))
  }

  /// A required value is there when nothing was wrong; a nil that comes from elsewhere is told as missing.
  private static func present<Value>(_ value: Value?) throws(JSONProblems) -> Value {
    guard let value else { throw JSONProblems(.missing) }
    return value
  }
}
