/// Takes the parts of a date of fixed widths from its bytes.
struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, UInt32(byte) == scalar.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  /// The milliseconds of a fraction of one to nine digits: 0 where there is none, nil where it is malformed.
  mutating func fraction() -> Int? {
    guard take(".") else { return 0 }
    var milliseconds = 0
    var weight = 100
    var count = 0
    while let digit = digit() {
      milliseconds += digit * weight
      weight /= 10
      count += 1
    }
    return (1...9).contains(count) ? milliseconds : nil
  }

  mutating func takeUTC() -> Bool {
    if take("Z") { return true }
    for scalar in "+00:00".unicodeScalars where !take(scalar) { return false }
    return true
  }

  private mutating func digit() -> Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    rest.removeFirst()
    return Int(byte - UInt8(ascii: "0"))
  }
}
