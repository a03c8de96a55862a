/// One parser of bytes that come from outside, and what must hold whatever the bytes are.
///
/// That it does not trap, hang or grow goes without saying: the fuzzer sees to it. What a run throws is a finding.
struct FuzzEntry: Sendable {
  /// Also the folder of its seeds, and of the inputs that once found something.
  let name: String
  let sentence: String
  let run: @Sendable (FuzzInput) throws -> Void

  init(_ name: String, _ sentence: String, _ run: @escaping @Sendable (FuzzInput) throws -> Void) {
    self.name = name
    self.sentence = sentence
    self.run = run
  }

  static let all: [FuzzEntry] =
    jsonEntries + formEntries + headerEntries + textEntries + tokenEntries + pageEntries + wireEntries + mailEntries
    + egressEntries
    + receivedMailEntries + connectorEntries + bridgedMailEntries + lmtpEntries + imapEntries
}

/// What the fuzzer made up, as the parsers take it.
struct FuzzInput: Sendable {
  let bytes: [UInt8]

  /// The bytes as text, as far as they are any: what is no UTF-8 is replaced, as it would be on its way in.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The first byte, by which a run chooses among ways of its own, and the rest.
  var choice: (UInt8, FuzzInput) { (bytes.first ?? 0, FuzzInput(bytes: Array(bytes.dropFirst()))) }

  /// The bytes in pieces whose lengths the first bytes tell.
  func pieces(_ seed: UInt8) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var (rest, length) = (bytes[...], Int(seed % 13) + 1)
    while !rest.isEmpty {
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
      length = (length * 7 + Int(seed)) % 61 + 1
    }
    return pieces
  }
}

/// Something that should have held and did not.
struct FuzzFinding: Error, CustomStringConvertible {
  let description: String
}

/// - Throws: `FuzzFinding` where it does not hold.
func require(_ holds: Bool, _ sentence: @autoclosure () -> String) throws {
  guard holds else { throw FuzzFinding(description: sentence()) }
}
