import Federation
import Foundation
import Testing
import Ticketing

@Suite("Handing a ticket over")
struct OfferTests {
  @Test("gives the partner a ticket of its own to look at, and leaves the baton here")
  func offer() throws {
    var bench = Bench(desks: 2)
    bench.open(.acme, TicketDraft(subject: "No light", description: "in the hall", type: .request, priority: .high))
    let id = try bench.offer(.acme, to: .fieldworks, OfferTerms(message: "please look today"))
    bench.deliverAll()
    let ticket = try bench.ticket(.fieldworks)
    #expect(ticket.subject == "No light")
    #expect(ticket.description == "in the hall")
    #expect(ticket.type == .request)
    #expect(ticket.priority == .high)
    #expect(ticket.status.category == .new)
    #expect(ticket.origin == .partner)
    #expect(try bench.handoff(id, .delegate).message == "please look today")
    #expect(try bench.chained(.acme).isHolder)
    #expect(try !bench.chained(.fieldworks).isHolder)
    #expect(try bench.chained(.fieldworks).holder == "Acme")
  }

  @Test("moves the baton when the partner accepts, and tells both numbers and the ETA")
  func accept() throws {
    var bench = Bench(desks: 2)
    bench.open(.fieldworks)
    bench.open(.acme)
    let id = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    let eta = bench.now.addingTimeInterval(3_600)
    try bench.accept(id, eta: eta)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .waitingForPartner)
    #expect(try !bench.chained(.acme).isHolder)
    #expect(try bench.chained(.acme).holder == "Fieldworks")
    #expect(try bench.chained(.fieldworks).isHolder)
    #expect(try bench.handoff(id, .delegator).partnerNumber == 2)
    #expect(try bench.handoff(id, .delegate).partnerNumber == 1)
    #expect(try bench.handoff(id, .delegator).eta == eta)
  }

  @Test("carries the conversation so far in the allowed audiences, and the chosen files")
  func carries() throws {
    var bench = Bench(desks: 2)
    let spot = bench.open(.acme)
    try bench.comment(spot, "for us", .internal)
    try bench.comment(spot, "for partners", .partner)
    try bench.comment(spot, "for everybody", .public)
    let file = bench.file(spot, "plan.pdf", .internal)
    let chosen = try #require(file.widened(to: .partner).shared)
    let terms = OfferTerms(
      comments: bench[spot].comments.compactMap(\.shared), files: [OfferedFile(file: chosen, comment: nil)])
    try bench.offer(spot, to: .fieldworks, terms)
    bench.deliverAll()
    let record = try bench.record(.fieldworks)
    #expect(record.comments.map(\.body) == ["for partners", "for everybody"])
    #expect(record.comments.map(\.audience) == [.partner, .partner])
    #expect(record.comments.map(\.event) == bench[spot].comments.suffix(2).map(\.event))
    #expect(record.files.map(\.name) == ["plan.pdf"])
    #expect(record.files.map(\.event) == [file.event])
  }

  @Test("carries no files where sharing keeps them back")
  func noFiles() throws {
    var bench = Bench(desks: 2)
    try bench.share(.acme, with: .fieldworks) { $0.attachments = false }
    let spot = bench.open(.acme)
    let file = try #require(bench.file(spot, "plan.pdf", .partner).shared)
    try bench.offer(spot, to: .fieldworks, OfferTerms(files: [OfferedFile(file: file, comment: nil)]))
    bench.deliverAll()
    #expect(try bench.record(.fieldworks).files.isEmpty)
  }

  @Test("is refused while another handoff of the ticket is open")
  func second() throws {
    var bench = Bench(desks: 3)
    bench.link(.acme, .sparks)
    bench.deliverAll()
    bench.open(.acme)
    try bench.offer(.acme, to: .fieldworks)
    #expect(throws: HandoffRefusal.alreadyHandedOver(partner: "Fieldworks", state: .offered)) {
      try bench.offer(.acme, to: .sparks)
    }
  }

  @Test("is refused to who does not hold the baton")
  func notHolder() throws {
    var (bench, _) = try Bench.chain(2)
    #expect(throws: HandoffRefusal.notHolder(holder: "Fieldworks")) { try bench.offer(.acme, to: .fieldworks) }
  }

  @Test("is refused before the desk has itself accepted")
  func beforeAcceptance() throws {
    var bench = Bench(desks: 3)
    bench.open(.acme)
    try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    #expect(throws: HandoffRefusal.notHolder(holder: "Acme")) { try bench.offer(.fieldworks, to: .sparks) }
  }

  @Test("is refused for work that is over", arguments: [StatusCategory.resolved, .closed, .cancelled])
  func ended(category: StatusCategory) throws {
    var bench = Bench(desks: 2)
    bench.open(.acme)
    try bench.set(.acme, category)
    let name = try bench.ticket(.acme).status.name
    #expect(throws: HandoffRefusal.ticketEnded(status: name)) { try bench.offer(.acme, to: .fieldworks) }
  }

  @Test("works either way over one partnership, unless the other desk takes no offers")
  func bothWays() throws {
    var bench = Bench(desks: 2)
    bench.open(.fieldworks)
    try bench.offer(.fieldworks, to: .acme)
    bench.deliverAll()
    #expect(try bench.category(.acme) == .new)
    try bench.change(.acme, with: .fieldworks) { (partnership, desk, author, moment) throws(PartnershipRefusal) in
      try partnership.receive(false, desk: desk, by: author, moment: &moment)
    }
    bench.deliverAll()
    bench.open(.fieldworks)
    #expect(throws: HandoffRefusal.partnerTakesNoOffers(partner: "Acme")) {
      try bench.offer(.fieldworks, to: .acme)
    }
  }

  @Test("goes to another partner after a decline, who sees nothing of the first")
  func another() throws {
    var bench = Bench(desks: 3)
    bench.link(.acme, .sparks)
    bench.deliverAll()
    bench.open(.acme)
    let first = try bench.offer(.acme, to: .fieldworks)
    bench.deliverAll()
    try bench.decline(first, "no people")
    bench.deliverAll()
    #expect(try bench.states(first) == [.declined, .declined])
    #expect(try bench.handoff(first, .delegator).reason == "no people")
    let second = try bench.offer(.acme, to: .sparks)
    bench.deliverAll()
    #expect(try bench.handoff(second, .delegate).chain.chain != bench.handoff(first, .delegate).chain.chain)
    #expect(try bench.record(.sparks).comments.isEmpty)
    #expect(try bench.handoff(second, .delegate).beyond.isEmpty)
  }

  @Test("takes an earlier handoff up again, so that both tickets are linked")
  func follows() throws {
    var (bench, ids) = try Bench.chain(2)
    try bench.complete(ids[0])
    bench.deliverAll()
    try bench.confirm(ids[0])
    bench.deliverAll()
    try bench.comment(bench.last(.acme), "it is broken again", .public, by: bench.requester)
    #expect(try bench.category(.acme) == .inProgress)
    let again = try bench.offer(.acme, to: .fieldworks, OfferTerms(follows: ids[0]))
    bench.deliverAll()
    #expect(try bench.handoff(again, .delegate).follows == ids[0])
    #expect(try bench.handoff(again, .delegator).follows == ids[0])
  }
}
