package import Federation
package import Storage

/// A message between desks in people's words.
package struct DeliveryWords: Sendable {
  private let delivery: Delivery
  private let partner: String
  private let catalogue: Catalogue

  /// - Parameter partner: this desk's word for the other one; nil where it knows none.
  package init(_ delivery: Delivery, partner: String?, _ catalogue: Catalogue) {
    self.delivery = delivery
    self.partner = partner ?? catalogue["delivery.unknown_partner"]
    self.catalogue = catalogue
  }

  /// `Comment for Fieldworks`.
  package var what: String {
    // What it is nobody knows: it never came.
    guard delivery.state != .missing else { return catalogue.text("delivery.what_missing", ["partner": partner]) }
    let kind = catalogue["delivery.kind_\(delivery.kind.rawValue)"]
    return catalogue.text("delivery.what_\(delivery.direction.rawValue)", ["kind": kind, "partner": partner])
  }

  package var state: String { catalogue["delivery.state_\(delivery.state.rawValue)"] }

  /// Why it failed, and what mends it.
  package var reason: String? {
    delivery.reason.map { catalogue.text("delivery.reason_\($0.rawValue)", ["partner": partner]) }
  }

  /// What is missing for good, and where, once it is dropped.
  package var loss: String {
    let lost = "\(DeliveryLoss(delivery.kind).rawValue)_\(delivery.direction.rawValue)"
    let key = delivery.state == .missing ? "delivery.loss_missing" : "delivery.loss_\(lost)"
    return catalogue.text(key, ["partner": partner])
  }
}

/// What is lost with a message.
package enum DeliveryLoss: String, CaseIterable, Sendable {
  case words
  case correction
  case file
  case offer
  case move
  case status
  case detail
  case agreement
  case memory

  package init(_ kind: Message.Kind) {
    self =
      switch kind {
      case .comment: .words
      case .edit, .retract: .correction
      case .file: .file
      case .offer: .offer
      case .withdraw, .recall, .rework, .confirm, .accept, .decline, .complete, .return, .end: .move
      case .status: .status
      case .priority, .deadlines, .eta, .fields, .chain, .tombstone: .detail
      case .joined, .terms, .suspend, .resume, .ended: .agreement
      case .resync, .resynced, .remind, .forgotten: .memory
      }
  }
}
