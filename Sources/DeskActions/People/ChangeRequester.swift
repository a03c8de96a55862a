package import Storage
package import Ticketing

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
