package import Storage
package import Ticketing

package struct AddRequester: Action {
  package let email: EmailAddress
  package let name: String
  package let phone: String?
  package let customer: CustomerID?

  package init(email: EmailAddress, name: String, phone: String?, customer: CustomerID?) {
    self.email = email
    self.name = name
    self.phone = phone
    self.customer = customer
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Requester {
    try actor.require(.agent)
    guard try tx.requester(email: email) == nil else { throw PeopleRefusal.emailTaken(email) }
    try tx.requireCustomer(customer)
    let requester = Requester(
      id: moment.newID(), email: email, name: name, phone: phone, customer: customer, createdAt: moment.now)
    try tx.put(requester)
    return requester
  }
}

package struct ChangeRequester: Action {
  package let requester: RequesterID
  package let name: String?
  package let phone: Setting<String>?
  package let customer: Setting<CustomerID>?

  package init(
    _ requester: RequesterID, name: String?, phone: Setting<String>?, customer: Setting<CustomerID>?
  ) {
    self.requester = requester
    self.name = name
    self.phone = phone
    self.customer = customer
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Requester {
    try actor.require(.agent)
    guard var requester = try tx.requester(requester) else { throw NotFound() }
    if let name { requester.rename(to: name) }
    if let phone { requester.reach(at: phone.value) }
    if let customer {
      try tx.requireCustomer(customer.value)
      requester.belong(to: customer.value)
    }
    try tx.put(requester)
    return requester
  }
}

extension DeskReader {
  fileprivate func requireCustomer(_ id: CustomerID?) throws {
    guard let id, try customer(id) == nil else { return }
    throw InvalidInput("/customer", "is none of this desk's customers")
  }
}
