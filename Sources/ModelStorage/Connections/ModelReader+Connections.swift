package import Storage
package import Ticketing

extension ModelReader {
  package func connection(_ id: ConnectionID) -> Connection? { tables.connections[id] }

  package func connections(_ page: PageRequest) -> Page<Connection> {
    .ordered(tables.connections.rows.filter { $0.state != .ended }, after: page.after, limit: page.limit) {
      ListPlace(key: 0, id: $0.id)
    }
  }

  package func mappingVersion(_ number: Int, of connection: ConnectionID) -> MappingVersion? {
    tables.mappingVersions[key: VersionPlace(number, of: connection)]
  }

  package func mappingVersions(of connection: ConnectionID, before number: Int?, limit: Int) -> [MappingVersion] {
    let known = tables.mappingVersions.rows.filter { $0.connection == connection && $0.number < number ?? .max }
    return known.suffix(limit).reversed()
  }

  package func standIn() -> StandIn? { tables.standIn.value }

  package func standInWords() -> StandInWords? {
    standIn().map {
      StandInWords(connection: $0.connection, partnership: $0.partnership, name: $0.name, mapping: $0.mapping)
    }
  }

  package func poll() -> Poll? { tables.poll.value }
  package func outsideTicket(_ ticket: TicketID) -> OutsideTicket? { tables.outsideTickets[ticket] }

  package func outsideTicket(external id: String) -> OutsideTicket? {
    tables.outsideTickets.rows.first { $0.reference.map { $0.id.utf8.elementsEqual(id.utf8) } ?? false }
  }

  package func outsideItem(_ kind: OutsideItem.Kind, external id: String) -> OutsideItem? {
    tables.outsideItems[key: ItemPlace(kind, id)]
  }

  package func outsideItem(of event: EventID) -> OutsideItem? { tables.outsideItems.rows.first { $0.event == event } }
  package func outsideItems(_ kind: OutsideItem.Kind, on ticket: TicketID) -> Set<String> {
    Set(tables.outsideItems.rows.filter { $0.kind == kind && $0.ticket == ticket }.map(\.external))
  }

  package func report(_ id: ReportID) -> KeptReport? { tables.reports[id] }

  package func isKnown(reportKey key: String) -> Bool {
    tables.reports.rows.contains { $0.key.map { $0.utf8.elementsEqual(key.utf8) } ?? false }
  }

  package func openReports(external id: String) -> [KeptReport] {
    tables.reports.rows.filter { $0.external.utf8.elementsEqual(id.utf8) && $0.state.isOpen }
  }

  package func reports(in state: KeptReport.State, _ page: PageRequest) -> Page<KeptReport> {
    .ordered(
      tables.reports.rows.filter { $0.state == state }, after: page.after, limit: page.limit
    ) { ListPlace(key: 0, id: $0.id) }
  }

  package func latestReports(_ limit: Int) -> [KeptReport] {
    tables.reports.rows.map { $0 }.suffix(limit).reversed()
  }
}

extension KeptReport.State {
  fileprivate var isOpen: Bool {
    switch self {
    case .waiting, .parked, .unmatched: true
    case .done, .dropped: false
    }
  }
}
