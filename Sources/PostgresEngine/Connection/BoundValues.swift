import Foundation
import SQLStorage

/// A statement's values in the form in which libpq takes them: all bytes in one piece, and where each begins.
struct BoundValues {
  private var bytes: [UInt8] = []
  private var places: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  private static let (asText, asBytes): (Int32, Int32) = (0, 1)

  /// Numbers go as their digits, which fit whatever width the server takes them for; everything else as its bytes.
  init(_ values: [SQLValue]) {
    for value in values {
      switch value {
      case .null: addNull()
      case .integer(let integer): add(String(integer).utf8, Self.asText)
      case .real(let real): add("\(real)".utf8, Self.asText)
      case .text(let text): add(ZeroBytes.written(text.utf8), Self.asBytes)
      case .blob(let blob): add(blob, Self.asBytes)
      case .uuid(let uuid): withUnsafeBytes(of: uuid.uuid) { add($0, Self.asBytes) }
      }
    }
  }

  private mutating func add(_ value: some Collection<UInt8>, _ format: Int32) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    places.append(start)
    lengths.append(Int32(bytes.count - start))
    formats.append(format)
    // Digits end in a zero; behind other bytes it does no harm.
    bytes.append(0)
  }

  private mutating func addNull() {
    places.append(nil)
    lengths.append(0)
    formats.append(Self.asText)
  }

  /// Lends count, values, lengths and formats for one call.
  func lend<Result>(
    _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { bytes in
      let start = bytes.bindMemory(to: CChar.self).baseAddress
      let values = places.map { place in place.flatMap { start?.advanced(by: $0) } }
      return values.withUnsafeBufferPointer { values in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(Int32(places.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
