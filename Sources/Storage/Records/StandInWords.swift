package import Federation

/// What a stand-in needs to hear what the external desk says, and none of its secrets.
package struct StandInWords: Sendable, Equatable {
  package let connection: ConnectionID
  package let partnership: PartnershipID?
  package let name: String
  /// As JSON, judged by the checker.
  package let mapping: [UInt8]

  package init(connection: ConnectionID, partnership: PartnershipID?, name: String, mapping: [UInt8]) {
    self.connection = connection
    self.partnership = partnership
    self.name = name
    self.mapping = mapping
  }
}
