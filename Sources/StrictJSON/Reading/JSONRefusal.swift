/// Why bytes are not JSON that this hub reads: at the door, a 400.
package struct JSONRefusal: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case empty
    case byteOrderMark
    case endedEarly
    case unexpectedByte(UInt8, expected: Expectation)
    case trailingBytes
    case tooDeep(limit: Int)
    case duplicateKey(String)
    case invalidUTF8
    case controlCharacter(UInt8)
    case invalidEscape
    case loneSurrogate
    case malformedNumber
    case numberTooLong(limitInBytes: Int)
    case numberOutOfRange
  }

  package enum Expectation: Sendable, Equatable {
    case value
    case key
    case keyOrClosingBrace
    case colon
    case commaOrClosingBrace
    case commaOrClosingBracket
  }

  package let reason: Reason
  /// Counted in bytes from the beginning of the document.
  package let offset: Int
  package private(set) var pointer = JSONPointer.whole

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  func under(_ outer: JSONPointer) -> JSONRefusal {
    var refusal = self
    refusal.pointer = pointer.under(outer)
    return refusal
  }
}
