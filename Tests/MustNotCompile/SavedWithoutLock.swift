// expect: cannot convert value of type 'ChainedTicket' to expected argument type 'LockedTicket'

import Federation
import Storage
import Ticketing

/// What is saved was locked first.
func save(_ chained: ChainedTicket, in tx: any DeskTransaction, _ moment: inout Moment) throws {
  try tx.save(chained, &moment)
}
