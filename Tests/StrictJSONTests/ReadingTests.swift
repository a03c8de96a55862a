import StrictJSON
import Testing

@Suite("Reading JSON")
struct ReadingTests {
  @Test(
    "takes what RFC 8259 allows",
    arguments: [
      ("null", JSONValue.null), ("true", true), ("false", false), (" [ ] ", []), ("\t{\r\n}\n", [:]),
      ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", .number(JSONNumber(.max))),
      ("-9223372036854775808", .number(JSONNumber(.min))), ("1.5", 1.5), ("1.0", 1.0), ("1e2", 100.0),
      ("1E+2", 100.0), ("1e-2", 0.01), ("-0.0", -0.0), ("0e1", 0.0), ("1e308", 1e308), ("1e-400", 0.0),
      ("18446744073709551616.0", 18_446_744_073_709_551_616.0),
      (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"),
      (#""\u0041\u00e9""#, "A\u{E9}"),
      (#""\u0000""#, "\u{0}"), (#""\uD834\uDD1E""#, "\u{1D11E}"), (#""\udbff\udfff""#, "\u{10FFFF}"),
      (#""€ 𝄞 é""#, "€ 𝄞 é"), (#""\u2028""#, "\u{2028}"), ("\"\u{7F}\u{2029}\"", "\u{7F}\u{2029}"),
      ("[1,[2,[]],{}]", [1, [2, []], [:]]), (#"{"a":1,"b":{"a":null}}"#, ["a": 1, "b": ["a": nil]]),
      (#"{"":0}"#, ["": 0]), (#"[1 , 2]"#, [1, 2]), (#"{"b":1,"a":2}"#, ["b": 1, "a": 2]),
    ] as [(String, JSONValue)])
  func takes(text: String, value: JSONValue) throws {
    #expect(try JSONReader.read(Array(text.utf8)) == value)
  }

  @Test(
    "refuses what is malformed",
    arguments: [
      ("", .empty, 0), ("  ", .empty, 2), ("[", .endedEarly, 1), ("[1", .endedEarly, 2), ("[1,", .endedEarly, 3),
      ("{", .endedEarly, 1), (#"{"a""#, .endedEarly, 4), (#"{"a":"#, .endedEarly, 5), (#""abc"#, .endedEarly, 4),
      (#""\"#, .endedEarly, 2), (#""\u12"#, .endedEarly, 5), ("tru", .endedEarly, 3), ("-", .endedEarly, 1),
      ("1.", .endedEarly, 2), ("1e", .endedEarly, 2), ("1e+", .endedEarly, 3),
      ("[1,]", .unexpectedByte(UInt8(ascii: "]"), expected: .value), 3),
      ("[,1]", .unexpectedByte(UInt8(ascii: ","), expected: .value), 1),
      ("[1 2]", .unexpectedByte(UInt8(ascii: "2"), expected: .commaOrClosingBracket), 3),
      ("[1}", .unexpectedByte(UInt8(ascii: "}"), expected: .commaOrClosingBracket), 2),
      (#"{"a":1,}"#, .unexpectedByte(UInt8(ascii: "}"), expected: .key), 7),
      ("{a:1}", .unexpectedByte(UInt8(ascii: "a"), expected: .keyOrClosingBrace), 1),
      ("{1:1}", .unexpectedByte(UInt8(ascii: "1"), expected: .keyOrClosingBrace), 1),
      (#"{"a" 1}"#, .unexpectedByte(UInt8(ascii: "1"), expected: .colon), 5),
      (#"{"a":1 "b":2}"#, .unexpectedByte(UInt8(ascii: "\""), expected: .commaOrClosingBrace), 7),
      ("'a'", .unexpectedByte(UInt8(ascii: "'"), expected: .value), 0),
      ("True", .unexpectedByte(UInt8(ascii: "T"), expected: .value), 0),
      ("nul1", .unexpectedByte(UInt8(ascii: "n"), expected: .value), 0),
      ("// a\n1", .unexpectedByte(UInt8(ascii: "/"), expected: .value), 0),
      ("+1", .unexpectedByte(UInt8(ascii: "+"), expected: .value), 0),
      (".5", .unexpectedByte(UInt8(ascii: "."), expected: .value), 0),
      ("\u{A0}1", .unexpectedByte(0xC2, expected: .value), 0), ("\u{0C}1", .unexpectedByte(0x0C, expected: .value), 0),
      ("01", .malformedNumber, 0), ("-01", .malformedNumber, 0), ("[-]", .malformedNumber, 1),
      ("[1.]", .malformedNumber, 1), ("[1.e1]", .malformedNumber, 1), ("[1e]", .malformedNumber, 1),
      ("[-a]", .malformedNumber, 1), ("0x1", .trailingBytes, 1), ("1 1", .trailingBytes, 2), ("{}}", .trailingBytes, 2),
      ("[]\u{0}", .trailingBytes, 2), ("null,", .trailingBytes, 4),
      (#""\a""#, .invalidEscape, 1), (#""\u12G4""#, .invalidEscape, 1), (#""\U0041""#, .invalidEscape, 1),
      (#""\u+041""#, .invalidEscape, 1), ("\"a\nb\"", .controlCharacter(0x0A), 2), ("\"\t\"", .controlCharacter(9), 1),
      ("\"\u{0}\"", .controlCharacter(0), 1), ("\"\u{1F}\"", .controlCharacter(0x1F), 1),
    ] as [(String, JSONRefusal.Reason, Int)])
  func refuses(text: String, reason: JSONRefusal.Reason, offset: Int) {
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(refusal?.reason == reason)
    #expect(refusal?.offset == offset)
  }

  @Test("says where it stopped, as a JSON pointer and in a sentence")
  func pointer() throws {
    let refusal = #expect(throws: JSONRefusal.self) {
      try JSONReader.read(Array(#"{"a/b":[0,{"c~":[nan]}]}"#.utf8))
    }
    #expect(refusal?.pointer == "/a~1b/1/c~0/0")
    #expect(
      refusal?.description
        == "The body is not JSON that is read here: at byte 17, in /a~1b/1/c~0/0, there is “n” where a value belongs.")
  }

  @Test("keeps the name that a client made up short in the pointer")
  func longKey() {
    let key = String(repeating: "k", count: 10_000)
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(#"{"\#(key)":x}"#.utf8)) }
    #expect(refusal?.pointer.text.utf8.count ?? 0 < 210)
  }

  @Test("ends with a refusal or a value at every cut and every changed byte of a document")
  func mutations() {
    let document = Array(#"{"a":[1,-2.5e3,"é\u00e9\ud834\udd1e",true,null],"b":{"c":{}}}"#.utf8)
    for end in document.indices {
      #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(document[..<end])) }
      for byte in [0x00, 0x22, 0x2C, 0x5B, 0x5C, 0x7B, 0x80, 0xC2, 0xED, 0xF4, 0xFF] as [UInt8] {
        var changed = document
        changed[end] = byte
        _ = try? JSONReader.read(changed)
      }
    }
  }

  @Test("reads a hundred thousand keys in linear time, and still finds the one that is there twice")
  func manyKeys() throws {
    let members = (0..<100_000).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(try JSONReader.read(Array("{\(members)}".utf8)).object?.members.count == 100_000)
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array("{\(members),\"k77\":1}".utf8)) }
    #expect(refusal?.reason == .duplicateKey("k77"))
  }
}
