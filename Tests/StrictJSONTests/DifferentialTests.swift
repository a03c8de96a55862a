import StrictJSON
import Testing

@Suite("A body that two readers would understand in two ways (A45)")
struct DifferentialTests {
  @Test(
    "is refused when an object has a key twice",
    arguments: [
      (#"{"a":1,"a":2}"#, "/a"), (#"{"a":1,"b":2,"\u0061":3}"#, "/a"), (#"{"x":[{"k":{},"k":{}}]}"#, "/x/0/k"),
      (#"{"":1,"":2}"#, "/"),
    ])
  func duplicateKeys(text: String, pointer: String) {
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
    guard case .duplicateKey? = refusal?.reason else {
      Issue.record("refused for another reason: \(String(describing: refusal))")
      return
    }
    #expect(refusal?.pointer.text == pointer)
  }

  @Test("is refused when two keys differ in their Unicode form only")
  func canonicalTwins() {
    #expect(throws: JSONRefusal.self) { try JSONReader.read(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)) }
  }

  @Test("may have the same key in two objects")
  func sameKeyElsewhere() throws {
    #expect(try JSONReader.read(Array(#"[{"a":1},{"a":{"a":2}}]"#.utf8)) == [["a": 1], ["a": ["a": 2]]])
  }

  @Test(
    "is refused when a number is beyond what is kept exactly, or beyond all numbers",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999999",
      "1e400", "-1e400", "1e99999999999999999999", "[1.8e308]",
    ])
  func numbers(text: String) {
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(refusal?.reason == .numberOutOfRange)
  }

  @Test("is refused when a number has more digits than any double")
  func endlessNumber() {
    let text = "0." + String(repeating: "1", count: 100_000)
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(refusal?.reason == .numberTooLong(limitInBytes: 1_100))
  }

  @Test("is refused when it says NaN or Infinity", arguments: ["NaN", "-NaN", "Infinity", "-Infinity", "[nan]", "inf"])
  func notANumber(text: String) {
    #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test(
    "is refused when it holds half a surrogate pair",
    arguments: [
      #""\uD800""#, #""\uDC00""#, #""\uDFFF\uD800""#, #""\uD800\uD800""#, #""\uD800x""#, #""\uD800\n""#,
      #""\uD834\u0041""#, #"{"\uDEAD":1}"#,
    ])
  func loneSurrogates(text: String) {
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(refusal?.reason == .loneSurrogate)
  }

  @Test("is refused when it begins with a byte order mark")
  func byteOrderMark() {
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) }
    #expect(refusal?.reason == .byteOrderMark)
    #expect(throws: JSONRefusal.self) { try JSONReader.read([0xFF, 0xFE, 0x31, 0x00]) }
    #expect(throws: JSONRefusal.self) { try JSONReader.read([0xFE, 0xFF, 0x00, 0x31]) }
  }

  @Test(
    "is refused when a string is not UTF-8",
    arguments: [
      [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
      [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
      [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE9],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    for padding in 0..<9 {
      let string = [0x22] + [UInt8](repeating: 0x61, count: padding) + bytes + [0x22]
      let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(string) }
      #expect(refusal?.reason == .invalidUTF8)
      #expect(refusal?.offset == padding + 1)
    }
  }
}

@Suite("A body with extremes of depth (A50, A67)")
struct DepthTests {
  @Test("is refused beyond 64 levels, whatever it is made of", arguments: [("[", "]"), ("{\"a\":", "}")])
  func depth(open: String, close: String) throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: open, count: levels) + "0" + String(repeating: close, count: levels)).utf8)
    }
    _ = try JSONReader.read(nested(64))
    for levels in [65, 600, 100_000] {
      let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(nested(levels)) }
      #expect(refusal?.reason == .tooDeep(limit: 64))
    }
    _ = try JSONReader.read(nested(512), depthLimit: 1_000_000)
    let refusal = #expect(throws: JSONRefusal.self) { try JSONReader.read(nested(513), depthLimit: 1_000_000) }
    #expect(refusal?.reason == .tooDeep(limit: 512))
  }

  @Test("is refused when nothing may be nested, and a plain value is not")
  func noDepth() throws {
    #expect(try JSONReader.read(Array("1".utf8), depthLimit: 0) == 1)
    #expect(throws: JSONRefusal.self) { try JSONReader.read(Array("[]".utf8), depthLimit: -1) }
  }
}
