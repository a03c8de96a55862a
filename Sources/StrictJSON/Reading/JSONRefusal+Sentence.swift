extension JSONRefusal: CustomStringConvertible {
  /// For the one who sent the body: "The body is not JSON: at byte 17, in /tags/3, the text ends early."
  package var description: String {
    let place = pointer == .whole ? "at byte \(offset)" : "at byte \(offset), in \(pointer)"
    return "The body is not JSON that is read here: \(place), \(reason)."
  }
}

extension JSONRefusal.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "there is no value"
    case .byteOrderMark: "there is a byte order mark, which JSON must not begin with"
    case .endedEarly: "the text ends early"
    case .unexpectedByte(let byte, let expected): "there is \(byte.shown) where \(expected) belongs"
    case .trailingBytes: "there is something behind the value"
    case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
    case .duplicateKey: "this key is there twice"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .controlCharacter(let byte): "there is \(byte.shown) in a string, where it must be written as an escape"
    case .invalidEscape: "there is an escape that JSON does not have"
    case .loneSurrogate: "there is half of a surrogate pair"
    case .malformedNumber: "a number is not written as JSON writes it"
    case .numberTooLong(let limit): "a number is longer than \(limit) bytes"
    case .numberOutOfRange: "a number is out of range"
    }
  }
}

extension JSONRefusal.Expectation: CustomStringConvertible {
  package var description: String {
    switch self {
    case .value: "a value"
    case .key: "a key in quotation marks"
    case .keyOrClosingBrace: "a key in quotation marks or a closing brace"
    case .colon: "a colon"
    case .commaOrClosingBrace: "a comma or a closing brace"
    case .commaOrClosingBracket: "a comma or a closing bracket"
    }
  }
}

extension UInt8 {
  fileprivate var shown: String {
    if (0x21...0x7E).contains(self) { return "“\(Unicode.Scalar(self))”" }
    let digits = String(self, radix: 16, uppercase: true)
    return "the byte 0x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
