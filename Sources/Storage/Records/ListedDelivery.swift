import Federation

/// A delivery as a list shows it: with the words for what it belongs to.
package struct ListedDelivery: Sendable, Equatable {
  package let delivery: Delivery
  /// Nil where it is about no ticket of this desk.
  package let ticketNumber: Int?
  /// This desk's word for the partner; nil where the partnership is not known here.
  package let partner: String?

  package init(_ delivery: Delivery, ticketNumber: Int?, partner: String?) {
    self.delivery = delivery
    self.ticketNumber = ticketNumber
    self.partner = partner
  }
}
