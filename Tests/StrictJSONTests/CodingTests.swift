import Foundation
import StrictJSON
import Testing

@Suite("A value that codes itself")
struct CodingTests {
  struct Letter: Codable, Equatable {
    var name: String
    var count: Int
    var share: Double?
    var at: Date
    var bytes: Data
    var lines: [Line]
    var notes: [String: String]
    var kind: Kind?
    var deep: [[Int]]
  }

  struct Line: Codable, Equatable {
    var text: String
    var isRead: Bool
  }

  enum Kind: String, Codable {
    case plain
    case urgent
  }

  static let letter = Letter(
    name: "Zoë \"the\" \u{2028} 漢\n", count: -7, share: 0.25, at: Date(timeIntervalSince1970: 1_763_000_000.125),
    bytes: Data([0, 255, 10]), lines: [Line(text: "", isRead: true), Line(text: "a", isRead: false)],
    notes: ["b": "2", "a": "1", "\u{e9}": "3"], kind: .urgent, deep: [[], [1, 2]])

  @Test("comes back as it was")
  func roundTrip() throws {
    #expect(try Letter(jsonBytes: CodingTests.letter.jsonBytes) == CodingTests.letter)
  }

  @Test("is written with sorted keys, and without what is not there")
  func form() throws {
    let text = String(decoding: try Line(text: "x", isRead: true).jsonBytes, as: UTF8.self)
    #expect(text == #"{"isRead":true,"text":"x"}"#)
    #expect(String(decoding: try ["b": 1, "a": 2].jsonBytes, as: UTF8.self) == #"{"a":2,"b":1}"#)
    #expect(String(decoding: try [Double](arrayLiteral: 1, 1.5, -2e20).jsonBytes, as: UTF8.self) == "[1,1.5,-2e+20]")
    #expect(String(decoding: try [Date(timeIntervalSince1970: 12.5)].jsonBytes, as: UTF8.self) == "[12500]")
    #expect(String(decoding: try [String: Int]().jsonBytes, as: UTF8.self) == "{}")
    #expect(String(decoding: try [Int]().jsonBytes, as: UTF8.self) == "[]")
  }

  @Test("is read and written as Foundation does it, but for its laxness")
  func twin() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .millisecondsSince1970
    var letter = CodingTests.letter
    letter.name = "Zoë / 漢"
    #expect(try letter.jsonBytes == Array(encoder.encode(letter)))
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .millisecondsSince1970
    #expect(try decoder.decode(Letter.self, from: Data(letter.jsonBytes)) == letter)
  }

  @Test(
    "is refused where it is of another form",
    arguments: [
      #"{"text":1,"isRead":true}"#, #"{"text":"x"}"#, #"{"text":"x","isRead":"yes"}"#, #"{"text":null,"isRead":true}"#,
      "[]", "null", #"{"text":"x","isRead":true,"text":"y"}"#, #"{"text":"x","isRead":true"#,
    ])
  func misfits(text: String) {
    #expect(throws: (any Error).self) { try Line(jsonBytes: Array(text.utf8)) }
  }

  @Test("takes null and absence for nothing, and knows no key too many")
  func absence() throws {
    struct Maybe: Decodable, Equatable {
      var a: Int?
      var b: String?
      var c: [Int]?
    }
    #expect(try Maybe(jsonBytes: Array(#"{"a":null,"z":[{}]}"#.utf8)) == Maybe())
  }

  @Test("is no number beyond its type, no time beyond the years", arguments: ["[300]", "[-1]", "[0.5]", "[\"1\"]"])
  func bytes(text: String) {
    #expect(throws: DecodingError.self) { try [UInt8](jsonBytes: Array(text.utf8)) }
    #expect(throws: DecodingError.self) { try [Date](jsonBytes: Array("[1e300]".utf8)) }
  }

  @Test("cannot be written where JSON has no word for it")
  func unspeakable() {
    #expect(throws: EncodingError.self) { try [Double.nan].jsonBytes }
    #expect(throws: EncodingError.self) { try [UInt64.max].jsonBytes }
  }
}
