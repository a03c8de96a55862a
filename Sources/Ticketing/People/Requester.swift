package import Foundation

/// Who asked for help.
package struct Requester: Sendable, Equatable {
  package let id: RequesterID
  /// Nil for one whom a partner named without an address.
  package let email: EmailAddress?
  package private(set) var name: String
  package private(set) var phone: String?
  package private(set) var customer: CustomerID?
  package let createdAt: Date

  package init(
    id: RequesterID, email: EmailAddress?, name: String, phone: String? = nil, customer: CustomerID? = nil,
    createdAt: Date
  ) {
    self.id = id
    self.email = email
    self.name = name
    self.phone = phone
    self.customer = customer
    self.createdAt = createdAt
  }

  package mutating func rename(to name: String) { self.name = name }
  package mutating func reach(at phone: String?) { self.phone = phone }
  package mutating func belong(to customer: CustomerID?) { self.customer = customer }
}
