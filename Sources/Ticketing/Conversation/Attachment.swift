package import Foundation

/// A file on a ticket; its bytes are kept by their hash, once for a tenant.
package struct Attachment: Sendable, Equatable {
  package let id: AttachmentID
  package let ticket: TicketID
  /// The comment that it came with.
  package let comment: CommentID?
  /// The same at every desk that the file reaches.
  package let event: EventID
  /// As the sender called it: for showing only, never a path.
  package let name: String
  package let mediaType: String
  package let bytes: Int
  package let hash: ContentHash
  package let audience: Audience
  package let author: Author
  package let origin: Origin
  package let createdAt: Date
  /// The number of the ticket that it was put on, where it came here by a merge.
  package let mergedFrom: Int?

  package init(
    id: AttachmentID, ticket: TicketID, comment: CommentID?, event: EventID, name: String, mediaType: String,
    bytes: Int, hash: ContentHash, audience: Audience, author: Author, origin: Origin, createdAt: Date,
    mergedFrom: Int? = nil
  ) {
    self.id = id
    self.ticket = ticket
    self.comment = comment
    self.event = event
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.hash = hash
    self.audience = audience
    self.author = author
    self.origin = origin
    self.createdAt = createdAt
    self.mergedFrom = mergedFrom
  }
}

/// The SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits.
package struct ContentHash: Hashable, Sendable, Codable, CustomStringConvertible {
  package let hex: String

  package init?(hex: String) {
    let bytes = Array(hex.utf8)
    guard bytes.count == 64, bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return nil
    }
    self.hex = hex
  }

  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let hash = ContentHash(hex: text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a SHA-256"))
    }
    self = hash
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }

  package var description: String { hex }
}

/// A file that may leave this desk, as `SharedComment` is for comments.
package struct SharedAttachment: Sendable, Equatable {
  package let attachment: Attachment
  package let audience: SharedAudience

  fileprivate init(_ attachment: Attachment, _ audience: SharedAudience) {
    self.attachment = attachment
    self.audience = audience
  }
}

extension Attachment {
  /// Nil for an internal file.
  package var shared: SharedAttachment? { audience.shared.map { SharedAttachment(self, $0) } }

  /// The same file for a wider audience, as an offer's chosen files are shown to the partner.
  package func widened(to audience: SharedAudience) -> Attachment {
    Attachment(
      id: id, ticket: ticket, comment: comment, event: event, name: name, mediaType: mediaType, bytes: bytes,
      hash: hash, audience: audience.audience, author: author, origin: origin, createdAt: createdAt,
      mergedFrom: mergedFrom)
  }
}
