/// The members of an object, in the order in which they were written.
///
/// What `JSONReader` gives has no key twice, not even in two Unicode forms, so that its keys may go into a dictionary.
/// Whoever builds one by hand keeps the keys apart; only `set` looks for the key first.
package struct JSONObject: Sendable {
  package typealias Member = (key: String, value: JSONValue)

  package private(set) var members: [Member]

  package init(_ members: [Member] = []) { self.members = members }

  /// Compares keys as bytes: a key with another Unicode form is another key.
  package subscript(key: String) -> JSONValue? {
    for member in members where member.key.hasSameBytes(as: key) { return member.value }
    return nil
  }

  mutating func reserve(_ count: Int) { members.reserveCapacity(count) }

  /// Adds a member at the end without looking whether the key is there.
  package mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
  }

  /// Replaces the member of that key, or adds it at the end.
  package mutating func set(_ key: String, to value: JSONValue) {
    if let index = members.firstIndex(where: { $0.key.hasSameBytes(as: key) }) {
      members[index].value = value
    } else {
      members.append((key, value))
    }
  }
}

extension JSONObject: Equatable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { $0.key.hasSameBytes(as: $1.key) && $0.value == $1.value }
  }
}

extension String {
  /// Swift calls `é` and `e\u{301}` equal; a byte-wise reader on the other side does not.
  func hasSameBytes(as other: String) -> Bool {
    self == other && utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
