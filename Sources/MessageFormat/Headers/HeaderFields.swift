/// The head of a message or of a part, in its order.
package struct HeaderFields: Sendable, Equatable {
  package private(set) var fields: [HeaderField]

  package init(_ fields: [HeaderField] = []) { self.fields = fields }

  package var isEmpty: Bool { fields.isEmpty }

  /// The first field of the name; case does not matter.
  package subscript(name: String) -> HeaderField? { fields.first { $0.name.isSameASCII(name) } }

  package func all(_ name: String) -> [HeaderField] { fields.filter { $0.name.isSameASCII(name) } }

  package func contains(_ name: String) -> Bool { self[name] != nil }

  mutating func append(_ field: HeaderField) { fields.append(field) }
}

extension StringProtocol {
  /// The same word of ASCII, whatever its case.
  package func isSameASCII(_ other: some StringProtocol) -> Bool {
    utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowerCased == $1.lowerCased }
  }
}

extension UInt8 {
  /// In lower case, where it is a letter of ASCII.
  package var lowerCased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

  /// A space or a tabulator.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// White space of any kind that ASCII has.
  package var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  package var isDigit: Bool { (0x30...0x39).contains(self) }
}

extension Collection<UInt8> {
  /// Without white space at either end.
  package var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isSpace }) else { return self[endIndex..<endIndex] }
    var (last, index) = (first, first)
    while index != endIndex {
      if !self[index].isSpace { last = index }
      formIndex(after: &index)
    }
    return self[first...last]
  }
}
