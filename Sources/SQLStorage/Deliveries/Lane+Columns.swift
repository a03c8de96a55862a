import Federation

/// The columns in which handoffs and partnerships keep how far their messages have come.
extension Lane {
  static let columns = [
    "lane_epoch", "lane_sent", "peer_epoch", "peer_applied", "former_epoch", "former_sent", "recovery", "successors",
  ]

  init(_ columns: inout Columns) throws {
    let (epoch, sent, peerEpoch, applied) = (columns.count(), columns.count(), columns.count(), columns.count())
    let (formerEpoch, formerSent) = (columns.maybeCount(), columns.maybeCount())
    var former: Place?
    if let formerEpoch, let formerSent { former = Place(epoch: formerEpoch, seq: formerSent) }
    self.init(
      epoch: epoch, sent: sent, peerEpoch: peerEpoch, applied: applied, former: former,
      recovery: try columns.maybeWord(), successors: try columns.maybeJSON() ?? [])
  }

  var values: [SQLValue] {
    get throws {
      [
        .count(epoch), .count(sent), .count(peerEpoch), .count(applied), .count(former?.epoch), .count(former?.seq),
        .word(recovery), try .json(unlessEmpty: successors),
      ]
    }
  }
}
