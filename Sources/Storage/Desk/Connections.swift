import Federation
import Foundation
package import Ticketing

package protocol ConnectionReading {
  func connection(_ id: ConnectionID) throws -> Connection?
  /// Those that are not ended, by their ids.
  func connections(_ page: PageRequest) throws -> Page<Connection>
  func mappingVersion(_ number: Int, of connection: ConnectionID) throws -> MappingVersion?
  /// The newest first, of those before a number.
  func mappingVersions(of connection: ConnectionID, before number: Int?, limit: Int) throws -> [MappingVersion]
  /// What this desk stands in for; nil for a company's own desk.
  func standIn() throws -> StandIn?
  /// The same without what is sealed, whose opening costs more than all else.
  func standInWords() throws -> StandInWords?
  func outsideTicket(_ ticket: TicketID) throws -> OutsideTicket?
  /// By its id at the external desk.
  func outsideTicket(external id: String) throws -> OutsideTicket?
  func outsideItem(_ kind: OutsideItem.Kind, external id: String) throws -> OutsideItem?
  func outsideItem(of event: EventID) throws -> OutsideItem?
  /// The comments or files of a ticket that are known to be at the external desk, by their ids there.
  func outsideItems(_ kind: OutsideItem.Kind, on ticket: TicketID) throws -> Set<String>
  func report(_ id: ReportID) throws -> KeptReport?
  func isKnown(reportKey key: String) throws -> Bool
  /// Those of one external ticket that are not dealt with, in the order in which they came.
  func openReports(external id: String) throws -> [KeptReport]
  func reports(in state: KeptReport.State, _ page: PageRequest) throws -> Page<KeptReport>
  /// The last that came, whatever became of them, newest first.
  func latestReports(_ limit: Int) throws -> [KeptReport]
  /// Nil where the external desk tells what is new by itself.
  func poll() throws -> Poll?
}

package protocol ConnectionWriting {
  func put(_ connection: Connection) throws
  /// Each number once: what was saved stays as it is.
  func put(_ version: MappingVersion) throws
  func put(_ standIn: StandIn) throws
  func put(_ ticket: OutsideTicket) throws
  /// What is known already stays as it is.
  func put(_ item: OutsideItem) throws
  func put(_ report: KeptReport) throws
  func put(_ poll: Poll) throws
  /// The external desk is asked no more.
  func removePoll() throws
}
