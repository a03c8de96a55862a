import Storage
import Ticketing

extension DeskReader {
  func requireCustomer(_ id: CustomerID?) throws {
    guard let id, try customer(id) == nil else { return }
    throw InvalidInput("/customer", "is none of this desk's customers")
  }
}
