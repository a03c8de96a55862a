import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import Ticketing
import Vault

/// Sets up the demonstration's desks, as an operator and their admins would.
struct Founding {
  let hub: OpenHub
  let clock: ToldClock
  let operations: Operations

  /// A desk with its first admin and the admin's token.
  func desk(_ plan: DeskPlan, admin: DemoPerson) async throws -> (Actor, token: String) {
    let answer = await operations.answer(
      .createTenant(slug: plan.desk.rawValue, name: plan.name, admin: admin.email))
    guard case .created(let created) = answer, let token = created.token,
      let tenant = created.tenant.flatMap({ TenantID($0.id) }), let agent = created.admin.flatMap({ AgentID($0.id) })
    else { throw OperationRefusal("the demonstration desk \(plan.desk.rawValue) could not be made: \(answer)") }
    return (Actor(tenant: tenant, agent: agent, name: admin.name, role: .admin), token)
  }

  /// Words, fields, teams and customers.
  func furnish(_ plan: DeskPlan, by admin: Actor) async throws {
    let statuses = try await hub.store.read(in: admin.tenant) { try $0.statuses() }
    for (category, word) in plan.words.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try await act(ChangeStatus(statuses.first(category).id, name: word, position: nil), admin)
    }
    for status in plan.more { try await act(AddStatus(name: status.name, category: status.category), admin) }
    for field in plan.fields {
      try await act(AddField(key: field.key, name: field.name, kind: field.kind, allowed: field.allowed), admin)
    }
    let people = DemoPerson.people(at: plan.desk)
    for team in Set(people.compactMap(\.team)).sorted() { try await act(AddTeam(name: team), admin) }
    try await act(ChangeAgent(admin.agent, name: admin.name, teams: people.first?.team.map { [$0] }), admin)
    var customers: [String: CustomerID] = [:]
    for contact in plan.contacts {
      if customers[contact.customer] == nil {
        customers[contact.customer] = try await act(AddCustomer(name: contact.customer, note: nil), admin).id
      }
      guard let email = EmailAddress(contact.email) else { throw NotFound() }
      try await act(
        AddRequester(
          email: email, name: contact.name, phone: contact.phone, customer: customers[contact.customer]), admin)
    }
  }

  func takeIn(_ person: DemoPerson, by admin: Actor) async throws -> Actor {
    guard let email = EmailAddress(person.email) else { throw NotFound() }
    let teams = person.team.map { [$0] } ?? []
    let agent = try await act(AddAgent(email: email, name: person.name, role: person.role, teams: teams), admin)
    return Actor(tenant: admin.tenant, agent: agent.id, name: agent.name, role: agent.role)
  }

  /// Invites, accepts, and sets what each desk lets out and how it translates.
  func link(_ plan: LinkPlan, _ inviter: Actor, _ acceptor: Actor) async throws -> PartnershipID {
    let code = TokenSecret(.invitation, for: inviter.tenant)
    let name = DeskPlan.of(plan.acceptor.admin.desk).name
    let invited = try await act(InvitePartner(name: name, message: nil, secretHash: code.hash), inviter)
    let accepting = AcceptInvitation(
      storage: hub.store, inviter: inviter.tenant, secretHash: code.hash, name: nil)
    let terms = try await accepting.consume(by: acceptor, moment)
    try await act(KeepPartnership(terms, name: nil), acceptor)
    for (half, actor) in [(plan.inviter, inviter), (plan.acceptor, acceptor)] {
      try await agree(half, on: invited.partnership.id, by: actor)
    }
    return invited.partnership.id
  }

  private func agree(_ half: LinkPlan.Half, on id: PartnershipID, by admin: Actor) async throws {
    try await act(SetSharing(id, half.sharing), admin)
    try await act(ChangePartnership(id, settings: half.settings), admin)
    guard half.mapping != MappingInput() else { return }
    let kept = try await hub.store.read(in: admin.tenant) { reader in
      try reader.existingPartnership(id).mapping ?? Mapping.standard(try reader.statuses())
    }
    try await act(SetMapping(id, half.mapping.over(kept)), admin)
  }

  private var moment: Moment { Moment(now: clock.now, seed: hub.seed()) }

  @discardableResult
  private func act<Performed: Action>(_ action: Performed, _ admin: Actor) async throws -> Performed.Outcome {
    try await hub.store.perform(action, by: admin, moment)
  }
}
