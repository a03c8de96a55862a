import Foundation
package import Storage
package import StrictJSON

extension Call {
  static let pageSizes = 1...200

  /// The page that the client asks for.
  package func page() throws -> PageRequest {
    var limit = 50
    if let text = text("limit") {
      guard let number = Int(text), Self.pageSizes.contains(number) else {
        throw Problem.invalid(
          "limit", "is not a number from \(Self.pageSizes.lowerBound) to \(Self.pageSizes.upperBound)")
      }
      limit = number
    }
    return PageRequest(limit: limit, after: try text("cursor").map(Cursor.position))
  }

  package static func list<Item>(_ page: Page<Item>, _ view: (Item) throws -> JSONValue) rethrows -> Answer {
    .json([
      "items": .array(try page.items.map(view)),
      "next_cursor": JSONValue(page.next.map(Cursor.text)),
    ])
  }
}

extension Schema {
  /// As `Cursor` writes it.
  static let cursor = Schema(["type": "string", "pattern": "^[A-Za-z0-9_-]{32}$"])
}

/// A place in a list, opaque to clients: 24 bytes in base64 for addresses (RFC 4648, section 5).
package enum Cursor {
  package static func text(_ position: PagePosition) -> String {
    var bytes = withUnsafeBytes(of: position.key.bigEndian) { Array($0) }
    withUnsafeBytes(of: position.id.uuid) { bytes += Array($0) }
    return Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_")
  }

  package static func position(_ text: String) throws -> PagePosition {
    // One place has one text, so the letters of the usual base64 are none of ours.
    let isOurs = !text.utf8.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    guard text.utf8.count == 32, isOurs, let data = Data(base64Encoded: standard), data.count == 24 else {
      throw Problem.malformed("The cursor is none that this hub gave.")
    }
    let key = data.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: data.suffix(16)) }
    return PagePosition(key: Int64(bitPattern: key), id: UUID(uuid: uuid))
  }
}
