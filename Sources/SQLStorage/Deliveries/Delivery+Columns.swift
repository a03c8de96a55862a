import Federation
import Foundation
import Storage
import Ticketing

extension Delivery {
  init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), direction: try columns.word(), partnership: try columns.id(),
      lane: try LaneID(&columns), ticket: try columns.maybeID(), epoch: columns.count(), seq: columns.count(),
      event: try columns.id(), kind: try columns.word(), state: try columns.word(), reason: try columns.maybeWord(),
      createdAt: columns.date(), finishedAt: columns.maybeDate(), attempts: columns.count(),
      wireBytes: columns.bytes())
  }
}

/// The two columns in which every table keeps a lane.
extension LaneID {
  enum Kind: String, CaseIterable {
    case handoff
    case partnership
    case outside
  }

  package init(_ columns: inout Columns) throws {
    let kind: Kind = try columns.word()
    self =
      switch kind {
      case .handoff: .handoff(try columns.id())
      case .partnership: .partnership(try columns.id())
      case .outside: .outside(try columns.id())
      }
  }

  var values: [SQLValue] {
    switch self {
    case .handoff(let id): [.word(Kind.handoff), .id(id)]
    case .partnership(let id): [.word(Kind.partnership), .id(id)]
    case .outside(let id): [.word(Kind.outside), .id(id)]
    }
  }
}
