import Foundation
import Ticketing

/// A statement's places for ids that are asked for together. There are always as many, so that one text serves for any
/// number of them; what is left over is filled with the last.
enum ManyIDs {
  static let places = 50

  /// `?2, ?3, …`: the tenant is the first value.
  static let list = (2..<places + 2).map { "?\($0)" }.joined(separator: ", ")

  static func batches<Entity>(of ids: Set<ID<Entity>>) -> [[SQLValue]] {
    let values = ids.map { SQLValue.id($0) }
    return stride(from: 0, to: values.count, by: places).map { start in
      let batch = values[start..<min(start + places, values.count)]
      return batch + Array(repeating: values[values.count - 1], count: places - batch.count)
    }
  }
}

extension SQLReader {
  /// One statement for every so many ids, and none for none.
  func rows<Entity, Row>(
    _ statement: Statement, of ids: Set<ID<Entity>>, _ read: (inout Columns) throws -> Row
  ) throws -> [Row] {
    try ManyIDs.batches(of: ids).flatMap { try rows(statement, $0, read) }
  }
}
