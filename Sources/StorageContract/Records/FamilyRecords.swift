import Federation
import Foundation
import Storage
import Testing
import Ticketing

extension Contract {
  static let familyRecords = [
    ContractCase("a ticket's family comes back: whom it is tied to, and who is tied to it, by number") { trial in
      let desk = try await trial.desk()
      let elder = desk.opened("Elder", number: 1)
      let survivor = desk.opened("Survivor", number: 2, ties: Ties(source: elder.id))
      let later = desk.opened("Later", number: 5, ties: Ties(survivor: survivor.id))
      let doubled = desk.opened("Double", number: 4, ties: Ties(survivor: survivor.id, parent: elder.id))
      let child = desk.opened("Child", number: 3, ties: Ties(parent: elder.id))
      let (partnership, over) = (desk.partnership("Fieldworks"), desk.partnership("Sparks"))
      let handoffs = [
        desk.handoff(of: child.id, over: partnership.id, state: .returned),
        desk.handoff(of: child.id, over: over.id, state: .accepted),
        desk.handoff(of: doubled.id, over: over.id, side: .delegate),
      ]
      try await desk.write {
        for ticket in [elder, survivor, later, doubled, child] { try $0.insert(ticket) }
        for partnership in [partnership, over] { try $0.put(partnership) }
        for handoff in handoffs { try $0.put(handoff) }
      }
      let families = try await desk.read { try $0.families(of: [elder, survivor, doubled]) }
      let new = desk.statuses.first(.new)
      #expect(
        families[elder.id]
          == Family(children: [
            Family.Child(ticket: child.reference, subject: "Child", status: new, partner: "Sparks"),
            Family.Child(ticket: doubled.reference, subject: "Double", status: new, partner: nil),
          ]))
      #expect(families[survivor.id] == Family(source: elder.reference, merged: [4, 5]))
      #expect(families[doubled.id] == Family(survivor: survivor.reference, parent: elder.reference))
      #expect(try await desk.read { try $0.families(of: [child]) } == [child.id: Family(parent: elder.reference)])
      #expect(try await desk.write { try $0.lock(elder.id)?.chained.family } == families[elder.id])
      #expect(try await desk.read { try $0.families(of: []) } == [:])
    },
    ContractCase("what a ticket is tied to changes with the ticket, and comes back after a restart") { trial in
      let desk = try await trial.desk()
      let elders = [desk.opened("One", number: 1), desk.opened("Two", number: 2)]
      let child = desk.opened("Child", number: 3, ties: Ties(parent: elders[0].id))
      try await desk.write { for ticket in elders + [child] { try $0.insert(ticket) } }
      let moved = try await desk.write { tx in
        guard var ticket = try tx.lock(child.id)?.chained.ticket else { throw Refusal() }
        ticket.move(under: elders[1].id, at: trial.later(1))
        ticket.merge(into: elders[0].reference, at: trial.later(2))
        try tx.update(ticket)
        return ticket
      }
      try await trial.reopen()
      #expect(try await desk.read { try $0.ticket(child.id) } == moved)
      let families = try await desk.read { try $0.families(of: elders) }
      #expect(elders.map { families[$0.id]?.children.count } == [0, 1])
      #expect(elders.map { families[$0.id]?.merged } == [[3], []])
    },
    ContractCase("the families of more tickets than one page holds are each their own") { trial in
      let desk = try await trial.desk()
      let elders = (1...120).map { desk.opened("Elder \($0)", number: $0) }
      let children = elders.map { desk.opened("Child", number: 1_000 + $0.number, ties: Ties(parent: $0.id)) }
      try await desk.write { for ticket in elders + children { try $0.insert(ticket) } }
      let families = try await desk.read { try $0.families(of: elders) }
      #expect(elders.allSatisfy { families[$0.id]?.children.map(\.ticket.number) == [1_000 + $0.number] })
      let parents = try await desk.read { try $0.families(of: children) }
      #expect(zip(elders, children).allSatisfy { parents[$1.id]?.parent == $0.reference })
    },
  ]
}
