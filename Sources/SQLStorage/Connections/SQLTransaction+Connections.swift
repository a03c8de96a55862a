package import Storage
import StrictJSON
import Ticketing

extension SQLTransaction {
  package func put(_ connection: Connection) throws {
    tellAfterCommit(.desk)
    try execute(
      ConnectionSQL.put,
      [
        .id(connection.id), .text(connection.connector), .text(connection.name), .blob(connection.settings),
        .blob(try sealed(connection.secrets, .connection(connection.id, in: tenant))), .blob(connection.mapping),
        .count(connection.version), .word(connection.state), .id(connection.standIn), .id(connection.partnership),
        .date(connection.createdAt),
      ])
  }

  package func put(_ standIn: StandIn) throws {
    try execute(
      ConnectionSQL.putStandIn,
      [
        .id(standIn.connection), .id(standIn.owner), .id(standIn.partnership), .text(standIn.connector),
        .text(standIn.name), .blob(standIn.settings), .blob(try sealed(standIn.secrets, .standIn(tenant))),
        .blob(standIn.mapping), .count(standIn.version), .flag(standIn.isPaused), .blob(standIn.hookHash),
      ])
  }

  package func removePoll() throws { try execute(ConnectionSQL.removePoll, []) }

  package func put(_ poll: Poll) throws {
    try execute(
      ConnectionSQL.putPoll,
      [
        .text(poll.cursor), .date(poll.nextAt), .date(poll.leaseUntil), .count(poll.failures),
        .count(poll.leaseUntil == nil ? nil : environment.node()),
      ])
  }

  package func put(_ ticket: OutsideTicket) throws {
    try execute(
      OutsideSQL.putTicket,
      [
        .id(ticket.ticket), .text(ticket.reference?.id), .text(ticket.reference?.number),
        .text(ticket.reference?.url), .text(ticket.status), .date(ticket.heardAt), .count(ticket.told),
        .id(ticket.telling), .text(ticket.overwritten?.status), .date(ticket.overwritten?.at),
      ])
  }

  package func put(_ item: OutsideItem) throws {
    try execute(OutsideSQL.putItem, [.word(item.kind), .text(item.external), .id(item.ticket), .id(item.event)])
  }

  package func put(_ report: KeptReport) throws {
    tellAfterCommit(.desk)
    try execute(
      OutsideSQL.putReport,
      [
        .id(report.id), .text(report.external), .text(report.key), .date(report.receivedAt),
        .word(report.state), .text(report.reason), .blob(report.report),
      ])
  }

  private func sealed(_ secrets: [String: String], _ context: SealContext) throws -> [UInt8] {
    try environment.sealer.seal(try secrets.jsonBytes, under: try requireTenant().key, context)
  }
}
