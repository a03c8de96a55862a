import Storage
import Ticketing

/// Where a connection's mapping stands among those that it has had.
struct VersionPlace: Comparable, Sendable {
  private let connection: Rank<Connection>
  private let number: Int

  init(_ number: Int, of connection: ConnectionID) {
    self.connection = Rank(connection)
    self.number = number
  }

  static func < (left: VersionPlace, right: VersionPlace) -> Bool {
    left.connection == right.connection ? left.number < right.number : left.connection < right.connection
  }
}
