import DeskActions
import Relay
import Ticketing

/// What is planned to happen in a world.
enum WorldEvent {
  case deed(Int)
  case relay(hub: Int)
  case timers(hub: Int)
  case arrival(Transit)
  case answer(Wire, Int, Result<Acknowledgement, any Error>)
  case restart(hub: Int)
  case clock(hub: Int, jump: Int, skew: Int, drift: Int)
  case path(from: Int, to: Int, isCut: Bool)
  /// Somebody at a desk looks after what its partners said by mistake.
  case mending(desk: Int)
}

/// One copy of a message on the wire.
struct Transit {
  let consignment: Consignment
  let from: Int
  let to: Int
  /// Who waits for the answer; nil for a copy that nobody asked for.
  let sender: (wire: Wire, number: Int)?
  /// Past this time the sender has given up.
  let deadline: Int
  /// Milliseconds that the answer takes; nil where it is lost.
  let answersIn: Int?
}
