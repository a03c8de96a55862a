package import Federation
package import Foundation
package import Ticketing

package typealias ConnectionID = ID<Connection>

/// A bridge to an external desk, as the desk that set it up keeps it.
package struct Connection: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    /// Its stand-in is being founded.
    case founding
    case active
    case paused
    case ended
  }

  package let id: ConnectionID
  /// The connector's kind.
  package let connector: String
  package var name: String
  /// As JSON, judged by the connector's schema.
  package var settings: [UInt8]
  /// By the schema's keys. Sealed where they are kept.
  package var secrets: [String: String]
  /// As JSON, judged by the checker.
  package var mapping: [UInt8]
  /// Counts what is set up anew, from 1.
  package var version: Int
  package var state: State
  /// The desk that stands in for the external one.
  package let standIn: TenantID
  package var partnership: PartnershipID?
  package let createdAt: Date

  package init(
    id: ConnectionID, connector: String, name: String, settings: [UInt8], secrets: [String: String],
    mapping: [UInt8], version: Int = 1, state: State = .founding, standIn: TenantID,
    partnership: PartnershipID? = nil, createdAt: Date
  ) {
    self.id = id
    self.connector = connector
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.mapping = mapping
    self.version = version
    self.state = state
    self.standIn = standIn
    self.partnership = partnership
    self.createdAt = createdAt
  }
}

/// The same connection, as the desk keeps it that stands in for the external one: all that its work needs.
package struct StandIn: Sendable, Equatable {
  package let connection: ConnectionID
  /// The desk that set it up.
  package let owner: TenantID
  package var partnership: PartnershipID?
  package let connector: String
  package var name: String
  package var settings: [UInt8]
  package var secrets: [String: String]
  package var mapping: [UInt8]
  package var version: Int
  package var isPaused: Bool
  /// SHA-256 of the hook's secret.
  package var hookHash: [UInt8]

  package init(
    connection: ConnectionID, owner: TenantID, partnership: PartnershipID?, connector: String, name: String,
    settings: [UInt8], secrets: [String: String], mapping: [UInt8], version: Int, isPaused: Bool, hookHash: [UInt8]
  ) {
    self.connection = connection
    self.owner = owner
    self.partnership = partnership
    self.connector = connector
    self.name = name
    self.settings = settings
    self.secrets = secrets
    self.mapping = mapping
    self.version = version
    self.isPaused = isPaused
    self.hookHash = hookHash
  }
}

/// A connection that its stand-in has not followed.
package struct StandInBehind: Sendable, Hashable {
  package let owner: TenantID
  package let connection: ConnectionID

  package init(owner: TenantID, connection: ConnectionID) {
    self.owner = owner
    self.connection = connection
  }
}

/// What a stand-in knows of one of its tickets' likeness at the external desk.
package struct OutsideTicket: Sendable, Equatable {
  package let ticket: TicketID
  /// Nil until it is there.
  package var reference: ExternalReference?
  /// Its status there, as it was last heard or written.
  package var status: String?
  /// When the external desk last said how it stands, by its own clock.
  package var heardAt: Date?
  /// How many messages were put on their way to it.
  package var told: Int
  /// What it was last begun to be told. Should the hub die before it knows that this was taken, the external desk is asked
  /// first whether it was.
  package var telling: EventID?
  /// Until what was written has come back.
  package var overwritten: Overwritten?

  package init(
    ticket: TicketID, reference: ExternalReference? = nil, status: String? = nil, heardAt: Date? = nil, told: Int = 0,
    telling: EventID? = nil, overwritten: Overwritten? = nil
  ) {
    self.ticket = ticket
    self.reference = reference
    self.status = status
    self.heardAt = heardAt
    self.told = told
    self.telling = telling
    self.overwritten = overwritten
  }
}

/// A comment or file that is both here and at the external desk.
package struct OutsideItem: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case comment
    case file
  }

  package let kind: Kind
  /// Theirs.
  package let external: String
  package let ticket: TicketID
  package let event: EventID

  package init(kind: Kind, external: String, ticket: TicketID, event: EventID) {
    self.kind = kind
    self.external = external
    self.ticket = ticket
    self.event = event
  }
}

package enum ReportMarker {}
package typealias ReportID = ID<ReportMarker>

/// Something that an external desk said, kept as it came until it is dealt with.
package struct KeptReport: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable, Codable {
    /// Stands behind a parked one of the same ticket.
    case waiting
    case done
    case parked
    /// Fits no ticket.
    case unmatched
    case dropped
  }

  package let id: ReportID
  /// The external ticket that it is about, by its id there.
  package let external: String
  /// What the external desk calls this message, so that it is heard once.
  package let key: String?
  package let receivedAt: Date
  package var state: State
  /// Why it is parked or unmatched; for people.
  package var reason: String?
  /// As JSON.
  package let report: [UInt8]

  package init(
    id: ReportID, external: String, key: String?, receivedAt: Date, state: State, reason: String? = nil,
    report: [UInt8]
  ) {
    self.id = id
    self.external = external
    self.key = key
    self.receivedAt = receivedAt
    self.state = state
    self.reason = reason
    self.report = report
  }
}
