/// Why text is no path, and where.
package struct QueryFault: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case tooLong(limitInBytes: Int)
    case tooDeep(limit: Int)
    /// `found` is nil at the end of the text.
    case unexpected(found: Unicode.Scalar?, expected: Expectation)
    case badEscape
    case loneSurrogate
    case controlCharacter
    /// Beyond 2^53 − 1 for an index, beyond what JSON numbers can be for a value.
    case numberOutOfRange
    case leadingZero
    case unknownFunction(String)
    case wrongArgumentCount(function: String, expected: Int)
    /// `count` and `value` take a path, `length` and the patterns take one value.
    case wrongArgument(function: String, expected: Expectation)
    /// A value alone is neither true nor false.
    case mustBeCompared
    /// What is true or false cannot be compared.
    case cannotBeCompared
    /// A path that can find several nodes has no one value.
    case notSingular
  }

  package enum Expectation: Sendable, Equatable {
    case root
    case segment
    case name
    case selector
    case commaOrClosingBracket
    case condition
    case comparison
    case value
    case path
    case digit
    case commaOrClosingParenthesis
    case closingParenthesis
    case secondAmpersand
    case secondBar
    case closingQuote
  }

  package let reason: Reason
  /// Counted in bytes from the beginning of the path.
  package let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension QueryFault: CustomStringConvertible {
  package var description: String { "The path is not JSONPath: at byte \(offset), \(reason)." }
}

extension QueryFault.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let limit): "it is longer than \(limit) bytes"
    case .tooDeep(let limit): "conditions are nested deeper than \(limit) levels"
    case .unexpected(nil, let expected): "it ends where \(expected) belongs"
    case .unexpected(let found?, let expected): "there is \(found.shown) where \(expected) belongs"
    case .badEscape: "there is an escape that JSONPath does not have"
    case .loneSurrogate: "there is half of a surrogate pair"
    case .controlCharacter: "there is a control character, which must be written as an escape"
    case .numberOutOfRange: "a number is out of range"
    case .leadingZero: "a number has a zero in front, or is minus nought"
    case .unknownFunction(let name): "there is no function \(name); known are: count, length, match, search, value"
    case .wrongArgumentCount(let function, let count):
      "\(function) takes \(count == 1 ? "one argument" : "two arguments")"
    case .wrongArgument(let function, let expected): "\(function) takes \(expected)"
    case .mustBeCompared: "a value stands alone: it must be compared with another"
    case .cannotBeCompared: "what is true or false is compared with something"
    case .notSingular: "a path that can find several values is taken for one value"
    }
  }
}

extension QueryFault.Expectation: CustomStringConvertible {
  package var description: String {
    switch self {
    case .root: "“$”"
    case .segment: "“.” or “[”"
    case .name: "a name"
    case .selector: "a quoted name, an index, a slice, “*” or “?”"
    case .commaOrClosingBracket: "“,” or “]”"
    case .condition: "a condition"
    case .comparison: "a comparison"
    case .value: "a value, or a path to one"
    case .path: "a path"
    case .digit: "a digit"
    case .commaOrClosingParenthesis: "“,” or “)”"
    case .closingParenthesis: "“)”"
    case .secondAmpersand: "a second “&”"
    case .secondBar: "a second “|”"
    case .closingQuote: "the closing quotation mark"
    }
  }
}

extension Unicode.Scalar {
  fileprivate var shown: String {
    if (0x21...0x7E).contains(value) || (value > 0xA0 && properties.generalCategory != .format) { return "“\(self)”" }
    let digits = String(value, radix: 16, uppercase: true)
    return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
