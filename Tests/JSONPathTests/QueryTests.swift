import JSONPath
import StrictJSON
import Testing

@Suite("A path in a document")
struct QueryTests {
  private static let document = """
    {"ticket": {"id": 7, "état": "open", "a'b\\n": {"x": null}, "big": 9007199254740993},
     "comments": [{"by": "Ann", "public": true, "text": "Hello"}, {"by": "Bo", "public": false},
                  {"by": "Cy", "public": true, "text": "Bye 😀"}], "none": null, "n": 2.0}
    """

  private func found(_ path: String, in text: String = document) throws -> [String] {
    let value = try JSONReader.read(Array(text.utf8))
    return try JSONQuery(path).nodes(in: value).map { node in
      "\(node.path) \(String(decoding: JSONWriter.bytes(of: node.value), as: UTF8.self))"
    }
  }

  @Test(
    "finds values, and says where they stand",
    arguments: [
      ("$.ticket.id", ["$['ticket']['id'] 7"]), ("$['ticket'].état", ["$['ticket']['état'] \"open\""]),
      ("$.ticket['a\\'b\\n'].x", ["$['ticket']['a\\'b\\n']['x'] null"]),
      ("$.comments[-1].by", ["$['comments'][2]['by'] \"Cy\""]), ("$.comments[3]", []), ("$.none.x", []),
      ("$.comments[::2].by", ["$['comments'][0]['by'] \"Ann\"", "$['comments'][2]['by'] \"Cy\""]),
      ("$.comments[::-1].by[0]", []),
      (
        "$..by",
        [
          "$['comments'][0]['by'] \"Ann\"", "$['comments'][1]['by'] \"Bo\"", "$['comments'][2]['by'] \"Cy\"",
        ]
      ),
      ("$.comments[?@.public && !@.text].by", ["$['comments'][1]['by'] \"Bo\""]),
      (
        "$.comments[?@.public == true && @.text].by",
        [
          "$['comments'][0]['by'] \"Ann\"", "$['comments'][2]['by'] \"Cy\"",
        ]
      ),
      ("$.comments[?!@.text].by", ["$['comments'][1]['by'] \"Bo\""]),
      ("$.comments[?length(@.text) == 5].by", ["$['comments'][0]['by'] \"Ann\"", "$['comments'][2]['by'] \"Cy\""]),
      ("$.comments[?search(@.text, '[^ -~]')].by", ["$['comments'][2]['by'] \"Cy\""]),
      ("$.comments[?match(@.by, '[A-C].+')][?@ == 'Bo']", ["$['comments'][1]['by'] \"Bo\""]),
      ("$[?@ == 2]", ["$['n'] 2.0"]), ("$[?count(@.*) == 3]", ["$['comments'] "]),
      ("$[?@.id < $.n]", []), ("$[?@ == $.absent]", []), ("$.ticket[?@ == 9007199254740992.0]", []),
      ("$.ticket[?@ > 9007199254740992.0]", ["$['ticket']['big'] 9007199254740993"]),
    ])
  func finds(_ path: String, _ expected: [String]) throws {
    let found = try found(path)
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected)) }
  }

  @Test(
    "that is none says where, and what was expected",
    arguments: [
      ("", 0, "at byte 0, it ends where “$” belongs"), ("ticket", 0, "there is “t” where “$” belongs"),
      ("$.", 2, "at byte 2, it ends where a name belongs"), ("$.é.1", 5, "there is “1” where a name belongs"),
      ("$ticket", 1, "where “.” or “[” belongs"), ("$[1 2]", 4, "where “,” or “]” belongs"),
      ("$['a", 4, "the closing quotation mark"), ("$['\\x']", 3, "an escape"), ("$[01]", 2, "a zero in front"),
      ("$[9007199254740992]", 2, "out of range"), ("$[?@.a = 1]", 7, "there is “=”"),
      ("$[?@.a == ]", 10, "a value, or a path"), ("$[?1]", 3, "must be compared"),
      ("$[?@.* == 1]", 3, "several values"), ("$[?size(@)]", 3, "no function size"),
      ("$[?length(@, @) == 1]", 3, "length takes one argument"), ("$[?count(1) == 1]", 9, "count takes a path"),
      ("$[?match(@.a, 'x') == true]", 3, "true or false"), ("$[?@.a & @.b]", 8, "a second “&”"),
      ("$[?(@.a]", 7, "“)”"), ("$[?@.a ==\u{7}1]", 9, "U+0007"),
    ])
  func faults(_ path: String, _ offset: Int, _ words: String) {
    do throws(QueryFault) {
      _ = try JSONQuery(path)
      Issue.record("it was taken")
    } catch {
      #expect(error.offset == offset)
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test("is singular where it can find one value at most")
  func singular() throws {
    for path in ["$", "$.a", "$['a'][0].b", "$[-1]"] { #expect(try JSONQuery(path).isSingular, "\(path)") }
    for path in ["$.*", "$..a", "$[0,1]", "$[0:1]", "$[?@]"] { #expect(try !JSONQuery(path).isSingular, "\(path)") }
  }
}

@Suite("A path that is a trap")
struct BoundsTests {
  private func wide(_ count: Int) -> JSONValue { .array((0..<count).map { .number(JSONNumber(Int64($0))) }) }

  private func deep(_ count: Int) -> JSONValue {
    (0..<count).reduce(JSONValue.null) { inner, _ in .array([inner]) }
  }

  @Test(
    "costs no more than it may, whatever it does",
    arguments: [
      "$..[?@..[?@..[?@ == 1]]]", "$[?count($..*) > 0]", "$[?$[?$[?@ == 1]]]", "$..[?$ == $]",
      "$[*,*,*,*,*,*,*,*,*,*,*,*][?count($..*) == 1]", "$..[?@ != value($..x)]",
    ])
  func steps(_ path: String) throws {
    let query = try JSONQuery(path)
    #expect(throws: QueryOverrun.tooManySteps(limit: 100_000)) {
      try query.nodes(in: .array(Array(repeating: wide(100), count: 100)), within: QueryBounds(steps: 100_000))
    }
  }

  @Test("finds no more than it may")
  func nodes() throws {
    #expect(throws: QueryOverrun.tooManyNodes(limit: 100)) {
      try JSONQuery("$[*,*]").nodes(in: wide(60), within: QueryBounds(nodes: 100))
    }
    #expect(try JSONQuery("$[*,*]").nodes(in: wide(50), within: QueryBounds(nodes: 100)).count == 100)
  }

  @Test("goes down as deep as a document is, and compares no deeper than a thread can")
  func depth() throws {
    let document = deep(5_000)
    #expect(try JSONQuery("$..*").nodes(in: document).count == 5_000)
    #expect(throws: QueryOverrun.tooDeep(limit: 512)) { try JSONQuery("$[?@ == @]").nodes(in: document) }
  }

  @Test("is refused where it is nested too deep, or too long")
  func tooMuch() {
    let nested = String(repeating: "(", count: 40) + "@.a" + String(repeating: ")", count: 40)
    #expect(throws: QueryFault.self) { try JSONQuery("$[?\(nested)]") }
    #expect(throws: QueryFault.self) { try JSONQuery("$" + String(repeating: "[?@", count: 100)) }
    #expect(throws: QueryFault.self) { try JSONQuery("$" + String(repeating: ".a", count: 3_000)) }
  }

  @Test(
    "A17: has patterns that take no longer than text and pattern are long",
    arguments: [
      "^(a+)+$", "(a|a)*b", "(a*)*b", "(a|aa)+$", "((a{0,5}){0,5}){0,5}b",
    ])
  func patterns(_ pattern: String) throws {
    let regexp = try #require(IRegexp(pattern))
    #expect(!regexp.matches(String(repeating: "a", count: 50_000) + "!"))
    let query = try JSONQuery("$[?search(@, '\(pattern)')]")
    let document = JSONValue.array([.string(String(repeating: "a", count: 1_000_000) + "!")])
    #expect(throws: QueryOverrun.tooManySteps(limit: 1_000_000)) { try query.nodes(in: document) }
  }
}
