import StrictJSON

/// Bodies that are not what they say.
enum Bodies {
  static let malformed: [[UInt8]] = [
    [], Array("<!DOCTYPE html><html><body>Sign in</body></html>".utf8), Array("null".utf8), Array("[]".utf8),
    Array("{}".utf8), Array("17".utf8), Array("\"words\"".utf8), Array("{\"a\":1,}".utf8), Array("{'a':1}".utf8),
    Array("{\"a\":NaN}".utf8), Array("{\"a\":1e400}".utf8), Array("{\"a\":\"\\ud800\"}".utf8), [0x7B, 0xFF, 0x7D],
    Array("a=1&b=2".utf8), Array(String(repeating: "[", count: 200_000).utf8),
    Array(String(repeating: "{\"a\":", count: 50_000).utf8), [UInt8](repeating: 0, count: 1_000),
  ]

  /// An object whose first member stands there again at its end: two readers would differ over it.
  static func withFirstMemberTwice(_ body: [UInt8]) -> [UInt8] {
    guard let first = (try? JSONReader.read(body))?.object?.members.first else { return [] }
    let key = JSONWriter.bytes(of: .string(first.key))
    return body.dropLast() + [UInt8(ascii: ",")] + key + Array(":null}".utf8)
  }

  /// Every value of a document replaced in turn by one of another type, and left out.
  static func variants(of value: JSONValue) -> [(place: String, body: JSONValue)] {
    switch value {
    case .object(let object):
      object.members.flatMap { member in
        [("without \(member.key)", .object(JSONObject(object.members.filter { $0.key != member.key })))]
          + (strangers.map { ("/\(member.key)", $0) }
          + variants(of: member.value).map { ("/\(member.key)\($0.place)", $0.body) })
          .map { place, stranger in
            var changed = object
            changed.set(member.key, to: stranger)
            return (place, .object(changed))
          }
      }
    case .array(let elements):
      elements.indices.flatMap { index in
        (strangers.map { ("/\(index)", $0) } + variants(of: elements[index]).map { ("/\(index)\($0.place)", $0.body) })
          .map { place, stranger in
            var changed = elements
            changed[index] = stranger
            return (place, .array(changed))
          }
      }
    case .null, .bool, .number, .string: []
    }
  }

  private static let strangers: [JSONValue] = [
    nil, true, 17, -1, 9_223_372_036_854_775_807, 1e300, "", "x", "\u{0}\u{202E}", "2026-13-45T99:00:00Z",
    .string(String(repeating: "long ", count: 4_000)), [], [nil, 1, "x", [[]], [:]], [:], ["id": nil, "value": []],
  ]
}
