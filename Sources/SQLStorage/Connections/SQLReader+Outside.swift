package import Storage
package import Ticketing

extension SQLReader {
  package func outsideTicket(_ ticket: TicketID) throws -> OutsideTicket? {
    try first(OutsideSQL.ticket, [.id(ticket)], OutsideTicket.init)
  }

  package func outsideTicket(external id: String) throws -> OutsideTicket? {
    try first(OutsideSQL.ticketThere, [.text(id)], OutsideTicket.init)
  }

  package func outsideItem(_ kind: OutsideItem.Kind, external id: String) throws -> OutsideItem? {
    try first(OutsideSQL.itemThere, [.word(kind), .text(id)], OutsideItem.init)
  }

  package func outsideItem(of event: EventID) throws -> OutsideItem? {
    try first(OutsideSQL.itemOfEvent, [.id(event)], OutsideItem.init)
  }

  package func outsideItems(_ kind: OutsideItem.Kind, on ticket: TicketID) throws -> Set<String> {
    Set(try rows(OutsideSQL.itemsOfTicket, [.id(ticket), .word(kind)]) { $0.text() })
  }

  package func report(_ id: ReportID) throws -> KeptReport? {
    try first(OutsideSQL.report, [.id(id)], KeptReport.init)
  }

  package func isKnown(reportKey key: String) throws -> Bool {
    try first(OutsideSQL.reportKey, [.text(key)]) { try $0.id(ReportMarker.self) } != nil
  }

  package func openReports(external id: String) throws -> [KeptReport] {
    try rows(OutsideSQL.openReports, [.text(id)], KeptReport.init)
  }

  package func reports(in state: KeptReport.State, _ page: PageRequest) throws -> Page<KeptReport> {
    let after: ReportID = page.after.map { ReportID($0.id) } ?? .first
    let rows = try rows(
      OutsideSQL.reportsInState, [.word(state), .id(after), .count(page.limit + 1)], KeptReport.init)
    return Page(oneMoreThan: page.limit, rows) { PagePosition(id: $0.id.uuid) }
  }

  package func latestReports(_ limit: Int) throws -> [KeptReport] {
    try rows(OutsideSQL.latestReports, [.count(limit)], KeptReport.init)
  }
}

extension OutsideTicket {
  fileprivate init(_ columns: inout Columns) throws {
    let ticket: TicketID = try columns.id()
    let (id, number, url) = (columns.maybeText(), columns.maybeText(), columns.maybeText())
    self.init(
      ticket: ticket, reference: id.map { ExternalReference(id: $0, number: number, url: url) },
      status: columns.maybeText(), heardAt: columns.maybeDate(), told: columns.count(),
      telling: try columns.maybeID())
    if let status = columns.maybeText(), let at = columns.maybeDate() {
      overwritten = Overwritten(status: status, at: at)
    }
  }
}

extension OutsideItem {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      kind: try columns.word(), external: columns.text(), ticket: try columns.id(), event: try columns.id())
  }
}

extension KeptReport {
  fileprivate init(_ columns: inout Columns) throws {
    self.init(
      id: try columns.id(), external: columns.text(), key: columns.maybeText(), receivedAt: columns.date(),
      state: try columns.word(), reason: columns.maybeText(), report: columns.bytes())
  }
}
