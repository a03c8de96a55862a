import ArgumentParser
import DeskActions
import Federation
import Foundation
import SQLStorage
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// Desks beside the one that is measured, each with its statuses, its admin and a ticket. Nobody can sign in there.
struct Neighbours {
  let hub: SQLiteHub

  func found(upTo count: Int) async throws {
    let known = try await hub.tenants().count
    guard known < count else { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<Self.lanes {
        group.addTask {
          for number in stride(from: known + lane, to: count, by: Self.lanes) { try await found(number) }
        }
      }
      try await group.waitForAll()
    }
  }

  /// So many at once, so that they share commits.
  private static let lanes = 64

  private func found(_ number: Int) async throws {
    let moment = Moment(now: Date(), seed: UInt64(number))
    var first = moment
    let name = "Neighbour \(number)"
    let tenant = Tenant(id: first.newID(), slug: "neighbour-\(number)", name: name, createdAt: first.now)
    guard let email = EmailAddress("admin@neighbour\(number).example"),
      let federationID = FederationID(hex: RandomBytes.system(16).hexadecimal)
    else { throw ValidationError("A desk could not be named.") }
    try await hub.create(DeskRecord(tenant: tenant, federationID: federationID))
    let founding = FoundDesk(
      email: email, adminName: name, passwordHash: "", tokenHash: TokenSecret(.api, for: tenant.id).hash)
    var input = TicketInput()
    input.changes.subject = Prose(of: number, among: 1).subject
    let (later, opening) = (first, OpenTicket(input))
    try await hub.write(in: tenant.id) { tx in
      var moment = later
      let admin = try founding.perform(in: tx, &moment)
      let actor = Actor(tenant: tenant.id, agent: admin.id, name: name, role: .admin)
      _ = try opening.perform(by: actor, in: tx, &moment)
    }
  }
}
