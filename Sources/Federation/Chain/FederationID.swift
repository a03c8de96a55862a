/// A desk's 128-bit secret name, known to its partners only: by it they recognise the desk in a chain's tags.
package struct FederationID: Hashable, Sendable, Codable {
  /// 32 lower-case hexadecimal digits.
  package let hex: String

  package init?(hex: String) {
    let bytes = Array(hex.utf8)
    guard bytes.count == 32, bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return nil
    }
    self.hex = hex
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = FederationID(hex: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a federation id"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
