/// A field that one desk adds to its tickets.
package struct FieldDefinition: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case text
    case number
    case flag
    case day
    case choice
    case choices
  }

  package let id: FieldID
  /// What programs call it: 1 to 40 of a–z, 0–9 and underscore, beginning with a letter.
  package let key: String
  package private(set) var name: String
  package let kind: Kind
  /// The values that `choice` and `choices` allow; empty for other kinds.
  package private(set) var allowed: [String]

  package init(id: FieldID, key: String, name: String, kind: Kind, allowed: [String] = []) {
    self.id = id
    self.key = key
    self.name = name
    self.kind = kind
    self.allowed = allowed
  }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func allow(_ values: [String]) { allowed = values }

  package static func isKey(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...40).contains(bytes.count), let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
    return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  /// Nil where the value fits.
  package func problem(with value: FieldValue) -> FieldMisfit? {
    switch (kind, value) {
    case (.text, .text(let text)):
      text.utf8.count <= Limits.fieldValueBytes ? nil : .tooLong(limitInBytes: Limits.fieldValueBytes)
    case (.number, .number), (.flag, .flag): nil
    case (.day, .day(let day)): Day.isDay(day) ? nil : .notADay
    case (.choice, .text(let text)): allowed.contains(text) ? nil : .notAmong(allowed)
    case (.choices, .choices(let values)):
      values.allSatisfy(allowed.contains) && Set(values).count == values.count ? nil : .notSomeOf(allowed)
    case (.text, _): .takesText
    case (.number, _): .takesANumber
    case (.flag, _): .takesAFlag
    case (.day, _): .notADay
    case (.choice, _): .notAmong(allowed)
    case (.choices, _): .notSomeOf(allowed)
    }
  }
}

/// A day of the Gregorian calendar, in the form of RFC 3339's full-date.
package enum Day {
  package static func isDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(Int?(0)) { total, byte in
        guard let total, (0x30...0x39).contains(byte) else { return nil }
        return total * 10 + Int(byte - 0x30)
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return false }
    guard year >= 1, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }
}
