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
