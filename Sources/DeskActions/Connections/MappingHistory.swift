import ConnectorKit
import Storage
import StrictJSON
import Ticketing

extension DeskTransaction {
  /// Keeps the mapping that a connection has now beside those that it has had. Where none were kept yet, the one before is
  /// the first of them.
  func keepMapping(of connection: Connection, after before: [UInt8], by actor: Actor, _ moment: Moment) throws {
    var latest = try mappingVersions(of: connection.id, before: nil, limit: 1).first
    if latest == nil {
      let first = MappingVersion(
        connection: connection.id, number: 1, savedAt: connection.createdAt, author: nil, mapping: before)
      try put(first)
      latest = first
    }
    // The same words may be written down in another order.
    let now = try ConnectionMapping(jsonBytes: connection.mapping)
    guard let latest, (try? ConnectionMapping(jsonBytes: latest.mapping)) != now else { return }
    try put(
      MappingVersion(
        connection: connection.id, number: latest.number + 1, savedAt: moment.now, author: actor.agent,
        mapping: connection.mapping))
  }
}
