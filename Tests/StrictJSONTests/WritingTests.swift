import Foundation
import StrictJSON
import Testing

@Suite("Writing JSON")
struct WritingTests {
  @Test(
    "is compact and escapes what must be escaped",
    arguments: [
      (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"), (1234567890, "1234567890"),
      (.number(JSONNumber(.max)), "9223372036854775807"), (.number(JSONNumber(.min)), "-9223372036854775808"),
      (1.5, "1.5"), (100.0, "100.0"), (-0.0, "-0.0"), (1e300, "1e+300"), (2.5e-300, "2.5e-300"),
      ("", #""""#), ("a/b<c>&", #""a/b<c>&""#), ("\"\\\n\r\t", #""\"\\\n\r\t""#),
      ("\u{0}\u{1F}", #""\u0000\u001f""#),
      ("\u{2028}x\u{2029}", #""\u2028x\u2029""#), ("\u{2027}\u{202A}€é𝄞", "\"\u{2027}\u{202A}€é𝄞\""),
      ("\u{7F}", "\"\u{7F}\""), ("seven77\n", #""seven77\n""#), ([], "[]"),
      ([:], "{}"), ([1, "b", nil], #"[1,"b",null]"#),
      (["b": 1, "a": [[:]]], #"{"b":1,"a":[{}]}"#), (["k\"": true], #"{"k\"":true}"#),
    ] as [(JSONValue, String)])
  func writes(value: JSONValue, text: String) {
    #expect(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) == text)
  }

  enum Colour: String, JSONRepresentable { case red }

  @Test("takes Swift's own values, and nil as null")
  func representables() {
    let nothing: String? = nil
    let value: JSONValue = [
      "text": JSONValue("t"), "none": JSONValue(nothing), "number": JSONValue(3), "large": JSONValue(Int64.max),
      "list": JSONValue(["a", "b"]), "date": JSONValue(Date(timeIntervalSince1970: 0.25)), "nan": JSONValue(Double.nan),
      "colour": JSONValue(Colour.red), "object": JSONValue(JSONObject([("x", 1)])),
    ]
    let expected =
      #"{"text":"t","none":null,"number":3,"large":9223372036854775807,"list":["a","b"],"#
      + #""date":"1970-01-01T00:00:00.250Z","nan":null,"colour":"red","object":{"x":1}}"#
    #expect(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) == expected)
  }

  @Test("gives back, when it is read, what was written", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var random = RandomValues(seed: UInt64(seed))
    let value = random.value(depth: 5)
    #expect(try JSONReader.read(JSONWriter.bytes(of: value)) == value)
  }

  @Test("sets a member in its place, or at the end")
  func set() {
    var object: JSONObject = ["a": 1, "b": 2]
    object.set("a", to: 3)
    object.set("c", to: 4)
    #expect(object == ["a": 3, "b": 2, "c": 4])
    #expect(object["c"] == 4)
    #expect(object["d"] == nil)
  }

  @Test("does not call two Unicode forms of a letter one")
  func bytewise() {
    #expect(JSONValue("\u{E9}") != JSONValue("e\u{301}"))
    #expect(JSONObject([("\u{E9}", 1)])["e\u{301}"] == nil)
  }
}
