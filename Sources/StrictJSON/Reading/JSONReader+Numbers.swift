extension JSONReader {
  /// A double with all its digits has some 1,100 of them; more say nothing.
  private static let longestNumber = 1_100

  mutating func number() throws(JSONRefusal) -> JSONNumber {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    let whole = position
    try digits(from: start)
    if position - whole > 1, bytes[whole] == UInt8(ascii: "0") { throw JSONRefusal(.malformedNumber, at: start) }
    guard current == UInt8(ascii: ".") || current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else {
      return JSONNumber(try integer(whole..<position, isNegative: isNegative, from: start))
    }
    if take(UInt8(ascii: ".")) { try digits(from: start) }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      try digits(from: start)
    }
    guard position - start <= JSONReader.longestNumber else {
      throw JSONRefusal(.numberTooLong(limitInBytes: JSONReader.longestNumber), at: start)
    }
    guard let double = Double(text(start..<position)), let number = JSONNumber(double) else {
      throw JSONRefusal(.numberOutOfRange, at: start)
    }
    return number
  }

  /// Takes one digit or more.
  private mutating func digits(from start: Int) throws(JSONRefusal) {
    let first = position
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position == first else { return }
    throw JSONRefusal(current == nil ? .endedEarly : .malformedNumber, at: current == nil ? position : start)
  }

  private func integer(_ digits: Range<Int>, isNegative: Bool, from start: Int) throws(JSONRefusal) -> Int64 {
    var number: Int64 = 0
    for index in digits {
      let digit = Int64(bytes[index] - UInt8(ascii: "0"))
      let (tenfold, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, tooMuch) =
        isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
      guard !tooLarge, !tooMuch else { throw JSONRefusal(.numberOutOfRange, at: start) }
      number = sum
    }
    return number
  }
}
