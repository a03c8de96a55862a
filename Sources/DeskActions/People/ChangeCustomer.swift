package import Storage
package import Ticketing

package struct ChangeCustomer: Action {
  package let customer: CustomerID
  package let name: String?
  package let note: Setting<String>?

  package init(_ customer: CustomerID, name: String?, note: Setting<String>?) {
    self.customer = customer
    self.name = name
    self.note = note
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Customer {
    try actor.require(.agent)
    guard var customer = try tx.customer(customer) else { throw NotFound() }
    if let name {
      if let other = try tx.customer(named: name), other.id != customer.id { throw PeopleRefusal.nameTaken(name) }
      customer.rename(to: name)
    }
    if let note { customer.remark(note.value) }
    try tx.put(customer)
    return customer
  }
}
