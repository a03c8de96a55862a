import Foundation
import Storage
package import Ticketing

extension SQLTransaction {
  package func put(_ agent: Agent) throws {
    tellAfterCommit(.access)
    try execute(
      PeopleSQL.putAgent,
      [
        .id(agent.id), .text(agent.email.text), .text(agent.email.folded.foldedForComparing), .text(agent.name),
        .word(agent.role), .blob(agent.teams.packed), .flag(agent.isActive), .date(agent.createdAt),
        .text(agent.name.foldedForComparing),
      ])
    forgetListeners()
  }

  package func put(passwordHash: String, of agent: AgentID) throws {
    try execute(PeopleSQL.putPasswordHash, [.id(agent), .text(passwordHash)])
  }

  package func put(_ team: Team) throws {
    try execute(
      PeopleSQL.putTeam,
      [.id(team.id), .text(team.name), .text(team.name.foldedForComparing), .date(team.createdAt)])
  }

  package func put(_ customer: Customer) throws {
    try execute(
      PeopleSQL.putCustomer,
      [
        .id(customer.id), .text(customer.name), .text(customer.name.foldedForComparing), .text(customer.note),
        .date(customer.createdAt),
      ])
  }

  package func put(_ requester: Requester) throws {
    try execute(
      PeopleSQL.putRequester,
      [
        .id(requester.id), .text(requester.email?.text), .text(requester.email?.folded.foldedForComparing),
        .text(requester.name), .text(requester.phone), .id(requester.customer), .date(requester.createdAt),
        .text(requester.name.foldedForComparing),
      ])
  }
}

/// A short list of ids, kept as their bytes one after another.
extension [TeamID] {
  var packed: [UInt8] { flatMap { id in Swift.withUnsafeBytes(of: id.uuid.uuid, [UInt8].init) } }

  init(packed bytes: [UInt8]) {
    self = stride(from: 0, to: bytes.count - bytes.count % 16, by: 16).map { start in
      var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
      Swift.withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: bytes[start..<start + 16]) }
      return TeamID(UUID(uuid: uuid))
    }
  }
}
