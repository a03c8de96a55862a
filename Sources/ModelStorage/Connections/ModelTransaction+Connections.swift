package import Storage
import Ticketing

extension ModelTransaction {
  package func put(_ connection: Connection) {
    tellAfterCommit(.desk)
    tables.connections[connection.id] = connection
  }

  package func put(_ version: MappingVersion) throws {
    try require(connection(version.connection) != nil, "connection")
    let place = VersionPlace(version.number, of: version.connection)
    try refuse("connection_mappings", where: tables.mappingVersions[key: place] != nil)
    tables.mappingVersions[key: place] = version
  }

  package func put(_ standIn: StandIn) { tables.standIn.change { $0 = standIn } }
  package func put(_ poll: Poll) { tables.poll.change { $0 = poll } }
  package func removePoll() { tables.poll.change { $0 = nil } }

  package func put(_ ticket: OutsideTicket) throws {
    try require(self.ticket(ticket.ticket) != nil, "ticket")
    let rival = ticket.reference.flatMap { outsideTicket(external: $0.id) }
    try refuse("outside_tickets.external_id", where: rival.map { $0.ticket != ticket.ticket } ?? false)
    tables.outsideTickets[ticket.ticket] = ticket
  }

  package func put(_ item: OutsideItem) throws {
    try require(ticket(item.ticket) != nil, "ticket")
    let place = ItemPlace(item.kind, item.external)
    if tables.outsideItems[key: place] == nil { tables.outsideItems[key: place] = item }
  }

  package func put(_ report: KeptReport) throws {
    tellAfterCommit(.desk)
    guard var known = tables.reports[report.id] else {
      try refuse("reports.report_key", where: report.key.map { isKnown(reportKey: $0) } ?? false)
      return tables.reports[report.id] = report
    }
    (known.state, known.reason) = (report.state, report.reason)
    tables.reports[report.id] = known
  }
}
