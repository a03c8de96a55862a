import Foundation
import StrictJSON
import Testing

private enum Priority: String, CaseIterable { case low, normal, high, urgent }

private struct TicketBody: Equatable {
  var subject: String
  var priority: Priority?
  var assignee: Nullable<Int>
  var tags: [String]
  var requester: String?

  init(_ fields: inout JSONFields) throws(JSONProblems) {
    let subject = fields.required("subject", .line(max: 20))
    priority = fields.optional("priority", .choice(of: Priority.self))
    assignee = fields.nullable("assignee", .parsed("an id") { Int($0) })
    tags = fields.optional("tags", .list(of: .line(max: 5), max: 3)) ?? []
    requester = fields.optional(
      "requester",
      .object { fields throws(JSONProblems) in
        let email = fields.required("email", .line(max: 100))
        return try fields.finish(email)
      })
    self.subject = try fields.finish(subject)
  }
}

private func problems(_ text: String) throws -> [String: String] {
  do {
    _ = try JSONFields.read(JSONReader.read(Array(text.utf8)), TicketBody.init)
    return [:]
  } catch let error as JSONProblems {
    return Dictionary(error.problems.map { ($0.pointer.text, $0.detail) }) { $0 + "; " + $1 }
  }
}

@Suite("Reading a body field by field")
struct FieldsTests {
  @Test("gives the values")
  func values() throws {
    let text = #"{"subject":" Printer ","priority":"high","assignee":"7","tags":["a","b"],"requester":{"email":"x"}}"#
    let body = try JSONFields.read(JSONReader.read(Array(text.utf8)), TicketBody.init)
    #expect(body.subject == "Printer")
    #expect(body.priority == .high)
    #expect(body.assignee == .value(7))
    #expect(body.tags == ["a", "b"])
    #expect(body.requester == "x")
  }

  @Test("tells an absent field from null")
  func threeStates() throws {
    func assignee(_ text: String) throws -> Nullable<Int> {
      try JSONFields.read(JSONReader.read(Array(text.utf8)), TicketBody.init).assignee
    }
    #expect(try assignee(#"{"subject":"s"}"#) == .absent)
    #expect(try assignee(#"{"subject":"s","assignee":null}"#) == .null)
    #expect(try assignee(#"{"subject":"s","assignee":"3"}"#) == .value(3))
    #expect(Nullable<Int>.absent.applied(to: 1) == 1)
    #expect(Nullable<Int>.null.applied(to: 1) == nil)
    #expect(Nullable.value(2).applied(to: 1) == 2)
  }

  @Test("collects every problem with its pointer")
  func collects() throws {
    let text = """
      {"subject":"a subject that is too long","priority":"High","assignee":"x","tags":["a",2,"too long"],\
      "requester":{"e-mail":"x"},"colour/":1}
      """
    #expect(
      try problems(text) == [
        "/subject": "is longer than 20 bytes",
        "/priority": "is not one of: low, normal, high, urgent",
        "/assignee": "is not an id",
        "/tags/1": "must be a string, not a number",
        "/tags/2": "is longer than 5 bytes",
        "/requester/email": "is missing",
        "/requester/e-mail": "is not a known field; known are: email",
        "/colour~1": "is not a known field; known are: subject, priority, assignee, tags, requester",
      ])
  }

  @Test(
    "says what is wrong with one field",
    arguments: [
      (#"{}"#, "/subject", "is missing"), (#"{"subject":null}"#, "/subject", "must not be null"),
      (#"{"subject":""}"#, "/subject", "must not be empty"), (#"{"subject":"  "}"#, "/subject", "must not be empty"),
      (#"{"subject":["s"]}"#, "/subject", "must be a string, not an array"),
      (#"{"subject":"s","priority":null}"#, "/priority", "must not be null"),
      (#"{"subject":"s","tags":{}}"#, "/tags", "must be an array, not an object"),
      (#"{"subject":"s","tags":["1","2","3","4"]}"#, "/tags", "has more than 3 entries"),
      (#"{"subject":"s","requester":"me"}"#, "/requester", "must be an object, not a string"),
    ])
  func one(text: String, pointer: String, detail: String) throws {
    #expect(try problems(text) == [pointer: detail])
  }

  @Test("refuses a body that is no object", arguments: ["null", "[]", "1", #""s""#])
  func noObject(text: String) throws {
    let problems = try problems(text)
    #expect(problems.count == 1)
    #expect(problems[""]?.hasPrefix("must be an object, not") == true)
  }

  @Test("tells no more than 32 problems, and short names, of a body that is wrong throughout")
  func bounded() throws {
    let long = String(repeating: "k", count: 1_000)
    let members = (0..<10_000).map { "\"\($0)\(long)\":0" }.joined(separator: ",")
    let value = try JSONReader.read(Array("{\(members)}".utf8))
    let error = #expect(throws: JSONProblems.self) { try JSONFields.read(value, TicketBody.init) }
    #expect(error?.problems.count == 32)
    #expect(error?.problems.allSatisfy { $0.pointer.text.utf8.count < 210 } == true)
  }

  @Test("may read and finish in one line")
  func oneLine() throws {
    let a = try JSONFields.read(["a": 1]) { fields throws(JSONProblems) in
      try fields.finish(fields.required("a", .integer()))
    }
    #expect(a == 1)
  }

  @Test("takes problems that the caller finds")
  func callersProblems() {
    var fields = JSONFields(["a": 1])
    _ = fields.has("a")
    fields.refuse("a", .against(rule: "is not open on weekends"))
    fields.refuse(.against(rule: "names neither a partnership nor a connection"))
    let error = #expect(throws: JSONProblems.self) { try fields.finish() }
    #expect(error?.problems.map(\.pointer.text) == ["/a", ""])
  }

  @Test("refuses unknown fields also when the body forgets to finish")
  func forgottenFinish() {
    #expect(throws: JSONProblems(.unknownField(known: []), at: "/a")) {
      try JSONFields.read(["a": 1]) { _ in true }
    }
  }
}

@Suite("A field's shape")
struct ShapeTests {
  @Test(
    "takes whole numbers in a range (A50)",
    arguments: [
      (1, nil), (200, nil), (1.0, nil), (0, "is not between 1 and 200"), (201, "is not between 1 and 200"),
      (.number(JSONNumber(.max)), "is not between 1 and 200"), (1.5, "must be a whole number"),
      (1e300, "must be a whole number"), ("1", "must be a whole number, not a string"),
      (true, "must be a whole number, not true or false"),
    ] as [(JSONValue, String?)])
  func integers(value: JSONValue, problem: String?) {
    #expect(detail(of: value, .integer(in: 1...200)) == problem)
  }

  @Test("names the only end of a range that has one")
  func openRanges() {
    #expect(detail(of: -1, .integer(in: 0...Int.max)) == "is less than 0")
    #expect(detail(of: 1, .integer(in: .min...0)) == "is more than 0")
    #expect(detail(of: .number(JSONNumber(.min)), .integer()) == nil)
  }

  @Test("takes entries with keys of the sender's")
  func entries() throws {
    let shape = JSONShape<[(key: String, value: Bool)]>.entries(of: .bool, max: 2)
    let entries = try shape.read(["b": true, "a": false])
    #expect(entries.map(\.key) == ["b", "a"])
    #expect(detail(of: ["a": 1], shape) == "must be true or false, not a number")
    #expect(detail(of: ["a\nb": true], shape) == "must not contain line breaks")
    #expect(detail(of: ["a": true, "b": true, "c": true], shape) == "has more than 2 entries")
  }

  @Test("can be made into another")
  func mapped() throws {
    let even = JSONShape<Int>.integer().map("an even number") { $0 % 2 == 0 ? $0 / 2 : nil }
    #expect(try even.read(4) == 2)
    #expect(detail(of: 3, even) == "is not an even number")
    #expect(try JSONShape.number.read(3) == 3.0)
    #expect(try JSONShape.any.read([1]) == [1])
  }

  private func detail<Value>(of value: JSONValue, _ shape: JSONShape<Value>) -> String? {
    do throws(JSONProblems) {
      _ = try shape.read(value)
      return nil
    } catch {
      return error.problems.first?.detail
    }
  }
}
