package import Storage
package import Ticketing

package struct AddCustomer: Action {
  package let name: String
  package let note: String?

  package init(name: String, note: String?) {
    self.name = name
    self.note = note
  }

  package func perform(by actor: Actor, in tx: any DeskTransaction, _ moment: inout Moment) throws -> Customer {
    try actor.require(.agent)
    guard try tx.customer(named: name) == nil else { throw PeopleRefusal.nameTaken(name) }
    let customer = Customer(id: moment.newID(), name: name, note: note, createdAt: moment.now)
    try tx.put(customer)
    return customer
  }
}
