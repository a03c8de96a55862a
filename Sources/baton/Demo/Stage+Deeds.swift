import DeskActions
import Federation
import Foundation
import SQLiteEngine
import Storage
import Ticketing

extension Stage {
  mutating func perform(_ scene: Scene, _ thread: Thread) async throws {
    let who = scene.who
    switch scene.deed {
    case .opens(let sheet): keep(try await act(OpenTicket(sheet.input), who), as: thread, who)
    case .opensChild(let sheet, let name):
      let child = try await act(OpenChild(of: try ticket(thread, who), sheet.input), who)
      keep(child, as: thread.beside(name), who)
    case .splits(let sheet, let name, let comment):
      let split = SplitTicket(try ticket(thread, who), sheet.input, comments: [try self.comment(comment, thread)])
      keep(try await act(split, who), as: thread.beside(name), who)
    case .merges(let name):
      _ = try await act(MergeTicket(try ticket(thread, who), into: try ticket(thread.beside(name), who)), who)
    case .sets(let status, let hold, let until):
      _ = try await act(ChangeTicket(try ticket(thread, who), input(status, hold, until)), who)
    case .takes: _ = try await act(ChangeTicket(try ticket(thread, who), beginning(who)), who)
    case .attaches(let file, let audience): try await attach(file, audience, try ticket(thread, who), who)
    case .says(let text, let audience, let name):
      let words = WriteComment(try ticket(thread, who), body: text, audience: audience)
      let said = try await act(words, who).id
      threads[thread]?.comments[name] = said
    case .quotes(let text):
      _ = try await act(
        WriteComment(try ticket(thread, who), body: text, audience: .public, isRequesters: true), who)
    case .edits(let name, let text):
      _ = try await act(EditComment(try comment(name, thread), on: try ticket(thread, who), body: text), who)
    case .retracts(let name):
      _ = try await act(RetractComment(try comment(name, thread), on: try ticket(thread, who)), who)
    case .releases: try await release(on: try ticket(thread, who), who)
    case .offers(let partner, let message, let respondIn, let resolveIn):
      let offer = OfferHandoff(
        try ticket(thread, who), to: try company.partnership(who.desk, partner), message: message,
        respondBy: respondIn.map(later), resolveBy: resolveIn.map(later))
      try await hand(over: offer, to: partner, thread, who)
    case .accepts(let eta):
      let here = try received(thread, who)
      _ = try await act(AcceptHandoff(here, team: who.team, assignee: who.email, eta: eta.map(later)), who)
    case .promises(let eta, let reason):
      _ = try await act(ChangeHandoff(try received(thread, who), eta: .to(later(eta)), reason: reason), who)
    case .declines(let reason): _ = try await act(DeclineHandoff(try received(thread, who), reason: reason), who)
    case .returns(let reason): _ = try await act(ReturnHandoff(try received(thread, who), reason: reason), who)
    case .completes(let code, let text, let minutes, let serial):
      let completion = Completion(
        resolution: Resolution(code: code, text: text), minutes: minutes, serialNumber: serial)
      _ = try await act(CompleteHandoff(try received(thread, who), completion), who)
    case .withdraws: _ = try await act(WithdrawHandoff(try given(thread, who)), who)
    case .recalls(let reason): _ = try await act(RecallHandoff(try given(thread, who), reason: reason), who)
    case .confirms: _ = try await act(ConfirmHandoff(try given(thread, who)), who)
    case .reworks(let reason): _ = try await act(ReworkHandoff(try given(thread, who), reason: reason), who)
    }
  }

  private func act<Performed: Action>(_ action: Performed, _ who: DemoPerson) async throws -> Performed.Outcome {
    try await store.perform(action, by: try company.actor(who), Moment(now: clock.now, seed: seed()))
  }

  private mutating func keep(_ opened: ChainedTicket, as thread: Thread, _ who: DemoPerson) {
    threads[thread, default: Played()].tickets[who.desk] = opened.ticket.id
  }

  private func later(_ wait: Duration) -> Date { clock.now.addingTimeInterval(wait.interval) }

  private func input(_ status: String, _ hold: String?, _ until: Duration?) -> TicketInput {
    var input = TicketInput()
    input.status = status
    if let hold { input.hold = .to(Hold(reason: hold, until: until.map(later))) }
    return input
  }

  private func beginning(_ who: DemoPerson) -> TicketInput {
    var input = TicketInput()
    input.status = DeskPlan.of(who.desk).words[.inProgress] ?? "In progress"
    input.assignee = .to(who.email)
    if let team = who.team { input.team = .to(team) }
    return input
  }
}

extension Stage {
  /// Hands over, brings the offer, and looks which ticket it became at the partner's desk.
  private mutating func hand(
    over offer: OfferHandoff, to partner: DemoDeskName, _ thread: Thread, _ who: DemoPerson
  ) async throws {
    let id = try await act(offer, who).id
    try await bring()
    let received = try await store.read(in: try company.tenant(partner)) { try $0.existingHandoff(id).ticket }
    threads[thread]?.legs.append(Played.Leg(id: id, from: who.desk, to: partner))
    threads[thread]?.tickets[partner] = received
  }

  private func attach(_ file: DemoFile, _ audience: Audience, _ ticket: TicketID, _ who: DemoPerson) async throws {
    let sink = try await store.blobs.receive(in: try company.tenant(who.desk))
    try await sink.write(file.bytes)
    let kept = try await sink.finish()
    _ = try await act(
      AttachFile(
        to: ticket, comment: nil, name: file.name, mediaType: file.mediaType, bytes: kept.bytes, hash: kept.hash,
        audience: audience), who)
  }

  /// Lets the requester read the partner's last public words.
  private func release(on ticket: TicketID, _ who: DemoPerson) async throws {
    let comments = try await store.read(in: try company.tenant(who.desk)) {
      try $0.comments(on: ticket, PageRequest(limit: 200)).items
    }
    guard let held = comments.last(where: \.awaitsRelease) else { throw NotFound() }
    _ = try await act(ReleaseComment(held.id, on: ticket), who)
  }

  private func ticket(_ thread: Thread, _ who: DemoPerson) throws -> TicketID {
    guard let ticket = threads[thread]?.tickets[who.desk] else { throw NotFound() }
    return ticket
  }

  private func comment(_ name: String, _ thread: Thread) throws -> CommentID {
    guard let comment = threads[thread]?.comments[name] else { throw NotFound() }
    return comment
  }

  private func received(_ thread: Thread, _ who: DemoPerson) throws -> HandoffID {
    guard let leg = threads[thread]?.legs.last(where: { $0.to == who.desk }) else { throw NotFound() }
    return leg.id
  }

  private func given(_ thread: Thread, _ who: DemoPerson) throws -> HandoffID {
    guard let leg = threads[thread]?.legs.last(where: { $0.from == who.desk }) else { throw NotFound() }
    return leg.id
  }
}
