import Federation
import Foundation
import Ticketing

extension Handoff {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), partnership: try columns.id(), ticket: try columns.id(), side: try columns.word(),
      state: try columns.word(), turn: Turn(epoch: columns.count(), number: columns.count()),
      lane: try Lane(&columns),
      chain: try columns.json(), follows: try columns.maybeID(), offeredAt: columns.date(), since: columns.date(),
      message: columns.maybeText(), requires: try columns.maybeJSON() ?? [], partnerNumber: columns.maybeCount(),
      respondBy: columns.maybeDate(), resolveBy: columns.maybeDate(), eta: columns.maybeDate(),
      completion: try columns.maybeJSON(), reason: columns.maybeText(), confirmAt: columns.maybeDate(),
      isOverdue: columns.flag(), isLate: columns.flag(), partnerStatus: try columns.maybeJSON(),
      toldStatus: try columns.maybeJSON(), beyond: try columns.maybeJSON() ?? [],
      toldChain: try columns.maybeJSON() ?? [], replySeq: columns.count())
  }

  /// What may change, in the order in which both statements that write a handoff take it.
  var changingValues: [SQLValue] {
    get throws {
      try [
        .word(state), .count(turn.epoch), .count(turn.number), .date(since), .count(partnerNumber),
        .date(respondBy),
        .date(resolveBy), .date(eta), .json(maybe: completion), .text(reason), .date(confirmAt), .flag(isOverdue),
        .json(maybe: partnerStatus), .json(maybe: toldStatus), .json(unlessEmpty: beyond),
        .json(unlessEmpty: toldChain), .count(replySeq), .flag(isLate),
      ] + lane.values
    }
  }

  /// What an index holds of what may change, but for the state.
  var indexedValues: [SQLValue] {
    [
      .count(partnerNumber), .date(respondBy), .date(resolveBy), .date(confirmAt), .flag(isOverdue),
      .flag(isLate),
    ]
  }

  /// What stays, in the order in which the statement that makes a handoff takes it after what may change.
  var lastingValues: [SQLValue] {
    get throws {
      [
        .id(partnership), .id(ticket), .word(side), try .json(chain), .id(follows), .date(offeredAt), .text(message),
        try .json(unlessEmpty: requires),
      ]
    }
  }
}
