package import Storage
import Ticketing

extension SQLReader {
  package func mappingVersion(_ number: Int, of connection: ConnectionID) throws -> MappingVersion? {
    try first(MappingVersionSQL.version, [.id(connection), .count(number)], MappingVersion.init)
  }

  package func mappingVersions(
    of connection: ConnectionID, before number: Int?, limit: Int
  ) throws -> [MappingVersion] {
    try rows(
      MappingVersionSQL.latest, [.id(connection), .count(number ?? Int.max), .count(limit)], MappingVersion.init)
  }
}

extension SQLTransaction {
  package func put(_ version: MappingVersion) throws {
    try execute(
      MappingVersionSQL.put,
      [
        .id(version.connection), .count(version.number), .date(version.savedAt), .id(version.author),
        .blob(version.mapping),
      ])
  }
}

extension MappingVersion {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      connection: try columns.id(), number: columns.count(), savedAt: columns.date(), author: try columns.maybeID(),
      mapping: columns.bytes())
  }
}
