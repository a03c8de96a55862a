package import Foundation

/// One company's account on the hub; its desk, people, settings and data.
package struct Tenant: Sendable, Equatable {
  package let id: TenantID
  /// What an operator types: 2 to 40 of a–z, 0–9 and hyphen, beginning with a letter.
  package let slug: String
  package private(set) var name: String
  package let createdAt: Date

  package init(id: TenantID, slug: String, name: String, createdAt: Date) {
    self.id = id
    self.slug = slug
    self.name = name
    self.createdAt = createdAt
  }

  package static func isSlug(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (2...40).contains(bytes.count), let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
    return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}
