import Federation
import Storage
import Ticketing

/// A partnership whose acceptor died between the two transactions that make it: it hears of it by the inviter's first word.
extension World {
  /// The link to which that happens, the last one; nil where it does not. Drawn apart, so that other worlds stay as they are.
  var linkCutOff: Int? {
    guard scenario.kinds.contains(.crash), let (one, other) = scenario.links.last,
      scenario.hubs[one] != scenario.hubs[other]
    else { return nil }
    var chance = Chance(seed: scenario.seed, stream: 26)
    return chance.happens(0.3) ? scenario.links.count - 1 : nil
  }

  /// The inviter works on as a partner, and its first word takes a while to get through.
  func cutOff(_ acceptor: Int, _ partnership: PartnershipID, of inviter: Int) throws {
    var chance = Chance(seed: scenario.seed, stream: 23)
    chronicle.strike(.crash, at: .begun, now, "\(name(acceptor)) has accepted, and kept nothing of it")
    for record in try deliveries(at: inviter, .waiting) where record.partnership == partnership {
      delayed[record.event] = now + chance.span(upTo: max(10_000, scenario.pause * scenario.deeds / 2))
    }
  }
}
