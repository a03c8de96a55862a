package import Ticketing

/// A file whose bytes are on disk already, before it is on a ticket.
package struct StoredFile: Sendable, Equatable {
  package let name: String
  package let mediaType: String
  package let bytes: Int
  package let hash: ContentHash

  package init(name: String, mediaType: String, bytes: Int, hash: ContentHash) {
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.hash = hash
  }
}
