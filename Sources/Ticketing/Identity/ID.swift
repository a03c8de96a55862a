package import Foundation

/// The identity of one `Entity`: a UUIDv7 (RFC 9562), so that ids sort by the time at which they were made.
package struct ID<Entity>: Hashable, Sendable {
  package let uuid: UUID

  package init(_ uuid: UUID) { self.uuid = uuid }

  /// Reads the 36-character form, in either case; anything else is nil.
  package init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let bytes = text.withUTF8({ UUIDText.bytes(of: $0) }) else { return nil }
    uuid = UUID(uuid: bytes)
  }
}

extension ID: CustomStringConvertible {
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var length = 0
      func put(_ byte: UInt8) {
        text[length] = byte
        length += 1
      }
      func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
      withUnsafeBytes(of: uuid.uuid) { bytes in
        for (index, byte) in bytes.enumerated() {
          if index == 4 || index == 6 || index == 8 || index == 10 { put(UInt8(ascii: "-")) }
          put(digit(byte >> 4))
          put(digit(byte & 0x0F))
        }
      }
      return length
    }
  }
}

extension ID: Comparable {
  package static func < (left: ID, right: ID) -> Bool { left.uuid < right.uuid }
}

extension ID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an id"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

package typealias TenantID = ID<Tenant>
package typealias AgentID = ID<Agent>
package typealias TeamID = ID<Team>
package typealias CustomerID = ID<Customer>
package typealias RequesterID = ID<Requester>
package typealias StatusID = ID<Status>
package typealias FieldID = ID<FieldDefinition>
package typealias TicketID = ID<Ticket>
package typealias CommentID = ID<Comment>
package typealias AttachmentID = ID<Attachment>

/// What happened once, wherever it is told again: content keeps the event's id through every hop of a chain.
package enum OriginalEvent {}
package typealias EventID = ID<OriginalEvent>
