import Federation
import Ticketing

/// What both desks of a handoff have of it, held against one another.
extension World {
  /// Whatever came to one desk from the other is at the other as well, though its hub was put back since.
  func checkTold(_ pair: Pair) throws {
    guard let below = pair.below else { return }
    try checkTold(pair, by: (pair.upper, pair.above.ticket), to: (pair.lower, below.ticket))
    try checkTold(pair, by: (pair.lower, below.ticket), to: (pair.upper, pair.above.ticket))
  }

  private func checkTold(
    _ pair: Pair, by sender: (desk: Int, ticket: TicketID), to receiver: (desk: Int, ticket: TicketID)
  ) throws {
    guard let said = desks[sender.desk].talks[sender.ticket], let heard = desks[receiver.desk].talks[receiver.ticket]
    else { return }
    for event in heard.order {
      guard let copy = heard.items[event], copy.cameBy == pair.id, copy.isPartners else { continue }
      chronicle.check(.agreement)
      let what = "what \(name(sender.desk)) said to \(name(receiver.desk)), “\(copy.text)”,"
      guard let item = said.items[event] else {
        throw Breach(.durable, "\(what) \(name(sender.desk)) has not any more")
      }
      guard !dropped.contains(event), !pair.isEnded, item.wentTo.contains(pair.id), !item.isUntold else { continue }
      guard item.isRetracted == copy.isRetracted else {
        throw Breach(.agreement, "\(what) is taken back at one of them only")
      }
      guard item.isFile || AddressMask.masked(item.text) == AddressMask.masked(copy.text) else {
        throw Breach(.agreement, "\(what) is “\(item.text)” at \(name(sender.desk))")
      }
    }
  }

  /// No desk works on what another one has handed over and knows nothing of.
  func checkOrphans() throws {
    for desk in desks.indices {
      for id in desks[desk].handoffs {
        guard let below = desks[desk].seen[id], below.side == .delegate, below.state.isOpen else { continue }
        let upper = peer(of: below.partnership, than: desk)
        chronicle.check(.agreement)
        guard desks[upper].seen[id] != nil else {
          throw Breach(.agreement, "handoff \(id) is \(below.state) at \(name(desk)), and unknown to \(name(upper))")
        }
      }
    }
  }
}

extension Lane {
  /// The last message that was sent. A desk that was put back and had nothing to say since remembers what it had said.
  var ends: Federation.Place { sent == 0 ? former ?? .start : Federation.Place(epoch: epoch, seq: sent) }
}
