import DeskActions
import Federation
import Foundation
import Relay
import Storage
import Ticketing

/// The wires between hubs, and what they do to a message.
extension World {
  /// How long a sender waits for an answer: less than a courier's lease, or two nodes would take a lane from one another
  /// for as long as nobody answers.
  private static let patience = 4_000

  /// Decides what becomes of a message that a courier has posted.
  func post(_ parcel: Parcel, on wire: Wire) throws {
    guard let to = places[parcel.consignment.receiver].map({ desks[$0].hub }),
      let from = places[parcel.consignment.sender.tenant]
    else { throw Breach(.tenancy, "a message for a tenant that is not there") }
    let meant = try read(parcel.consignment.wireBytes)
    try count(meant, from: from)
    let consignment = try misspeak(parcel.consignment, meant, from: from)
    let envelope = try read(consignment.wireBytes)
    chronicle.note(consignment.wireBytes.count)
    chronicle.tell(now, "\(name(from)) sends \(envelope.brief)")
    if strikes(.crash) {
      hubs[parcel.hub].fate.die(at: .sent)
      return
    }
    loseBytes(of: consignment, from)
    let delay = to == parcel.hub ? 0 : wireChance.among(1...40)
    if to != parcel.hub, let error = obstacle(parcel.hub, to, envelope) {
      return answer(wire, parcel.number, error.answer, in: error.after)
    }
    let answersIn = answerTime(parcel, to)
    let transit = Transit(
      consignment: consignment, from: parcel.hub, to: to, sender: (wire, parcel.number),
      deadline: to == parcel.hub ? Int.max : now + Self.patience, answersIn: answersIn)
    var arrival = now + delay
    if to != parcel.hub, strikes(.reorder) {
      arrival += wireChance.span(upTo: 40_000_000)
      strike(.reorder, .received, envelope)
    } else if to != parcel.hub, strikes(.slow) {
      arrival += wireChance.among(1_000...40_000)
      strike(.slow, .sent, envelope)
    }
    if arrival > transit.deadline { giveUp(wire, parcel.number, at: transit.deadline) }
    heap.plan(.arrival(transit), at: arrival)
    if to != parcel.hub, strikes(.duplicates) { double(transit, envelope) }
  }

  private func count(_ envelope: Envelope, from desk: Int) throws {
    let place = Place(desk: desk, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq)
    brought[place, default: 0] += 1
    chronicle.check(.bounds)
    // Each time that the hub ends on the way, what it had not noted down is brought once more.
    if let times = brought[place], times > Bounds.brought + hubs[desks[desk].hub].run {
      throw Breach(.bounds, "\(envelope.brief) of \(name(desk)) was brought \(times) times")
    }
  }

  /// Milliseconds from arrival to answer; nil where the answer is lost.
  private func answerTime(_ parcel: Parcel, _ to: Int) -> Int? {
    if strikes(.pausedNode) {
      chronicle.strike(.pausedNode, at: .leased, now, "hub \(parcel.hub), node \(parcel.node)")
      return wireChance.among(30_000...120_000)
    }
    guard to != parcel.hub else { return 0 }
    if strikes(.lostAnswer) {
      chronicle.strike(.lostAnswer, at: .acknowledged, now)
      return nil
    }
    return wireChance.among(1...40)
  }

  private struct Obstacle {
    let answer: Result<Acknowledgement, any Error>
    let after: Int
  }

  /// Why a message does not arrive; nil where it does.
  private func obstacle(_ from: Int, _ to: Int, _ envelope: Envelope) -> Obstacle? {
    let silence = Obstacle(answer: .failure(StorageError.unavailable("no answer")), after: Self.patience)
    if cuts.contains(from * hubs.count + to) {
      strike(.partition, .sent, envelope)
      return silence
    }
    if let until = delayed[envelope.event], now < until { return silence }
    if doomed.contains(envelope.event) || (strikes(.lostForGood) && !spared.contains(envelope.event)) {
      doomed.insert(envelope.event)
      strike(.lostForGood, .sent, envelope)
      return silence
    }
    if !swallowed.contains(envelope.event), isFollowed(envelope, from), strikes(.lostForGood) {
      swallowed.insert(envelope.event)
      strike(.lostForGood, .sent, envelope)
      return Obstacle(answer: .success(Acknowledgement(.applied)), after: 20)
    }
    if strikes(.blackHole) {
      strike(.blackHole, .sent, envelope)
      return silence
    }
    if strikes(.refusedForNow) {
      strike(.refusedForNow, .sent, envelope)
      return Obstacle(answer: .failure(StorageError.unavailable("come back later")), after: 20)
    }
    if strikes(.refusedForGood) {
      strike(.refusedForGood, .sent, envelope)
      return Obstacle(answer: .success(Acknowledgement(.refused(.unknownPartnership))), after: 20)
    }
    return nil
  }

  /// Whether a message that is swallowed would be missed: another one of its lane is on its way already.
  private func isFollowed(_ envelope: Envelope, _ hub: Int) -> Bool {
    // A hub that is put back may forget the one that followed: what then never comes is found by comparing digests.
    guard let (one, other) = ends[envelope.partnership], !scenario.goesBack else { return false }
    return [one, other].contains { desk in
      let next = Place(desk: desk, lane: envelope.lane, epoch: envelope.epoch, seq: envelope.seq + 1)
      return desks[desk].hub == hub && sent[next]?.direction == envelope.direction
    }
  }

  /// Somebody who is no partner, or another partner, brings a message as if it were theirs: nobody takes it.
  ///
  /// A desk that knows nothing of the partnership yet cannot tell: it takes the first word from whom the relay has proved to
  /// be the sender.
  private func impersonate(_ transit: Transit, _ envelope: Envelope) throws {
    guard let (one, other) = ends[envelope.partnership], let receiver = places[transit.consignment.receiver],
      desks[receiver].phases[envelope.partnership] != nil,
      let stranger = desks.first(where: { $0.index != one && $0.index != other }),
      let secret = FederationID(hex: String(repeating: "5", count: 32)), hubs[transit.to].isUp,
      let carriage = hubs[transit.to].carriage
    else { return }
    strike(.stranger, .received, envelope)
    let forged = Consignment(
      from: Sender(tenant: stranger.tenant, name: stranger.name, federationID: secret, epoch: 1),
      to: transit.consignment.receiver, transit.consignment.wireBytes)
    let before = try digest(of: receiver)
    try expect(.reception, at: transit.to)
    let result = loop.run { try await carriage.bring(forged) }
    chronicle.check(.stranger)
    if case .success(let answer) = result, case .refused = answer.outcome {
    } else if case .success = result {
      throw Breach(.stranger, "\(name(receiver)) took \(envelope.brief) from \(stranger.name): \(result.brief)")
    }
    guard try digest(of: receiver) == before else {
      throw Breach(.stranger, "\(name(receiver)) let \(stranger.name) change it with \(envelope.brief)")
    }
  }

  /// The same bytes again, at times of their own.
  private func double(_ transit: Transit, _ envelope: Envelope) {
    let copies = wireChance.happens(0.05) ? 100 : wireChance.among(1...4)
    strike(.duplicates, .received, envelope)
    let copy = Transit(
      consignment: transit.consignment, from: transit.from, to: transit.to, sender: nil, deadline: Int.max,
      answersIn: nil)
    for _ in 0..<copies { heap.plan(.arrival(copy), at: now + wireChance.span(upTo: 10_000_000)) }
  }

  private func loseBytes(of consignment: Consignment, _ desk: Int) {
    guard let hash = consignment.files.first, strikes(.missingBytes) else { return }
    blobs.lose(hash, in: desks[desk].tenant)
    chronicle.strike(.missingBytes, at: .sent, now, "a file of \(name(desk))")
  }

  func arrive(_ transit: Transit) throws {
    guard let receiver = places[transit.consignment.receiver] else { return }
    guard hubs[transit.to].isUp, let carriage = hubs[transit.to].carriage else {
      return answer(transit, .failure(StorageError.unavailable("nobody listens")))
    }
    let envelope = try read(transit.consignment.wireBytes)
    if strikes(.stranger) { try impersonate(transit, envelope) }
    try trespass(transit, envelope, at: receiver)
    guard !hubs[transit.to].fate.isDead else {
      return answer(transit, .failure(StorageError.unavailable("no answer")))
    }
    if strikes(.poison), !spared.contains(envelope.event) { poisoned.insert(envelope.event) }
    let others = try sample(but: receiver)
    let before = try glimpse(of: envelope, at: receiver)
    let earlier = envelope.handoff.flatMap { desks[receiver].seen[$0] }
    try expect(.reception, at: transit.to, stumbles: poisoned.contains(envelope.event))
    let consignment = transit.consignment
    let result = loop.run { try await carriage.bring(consignment) }
    chronicle.tell(now, "\(name(receiver)) gets \(envelope.brief): \(result.brief)")
    try compare(others, but: receiver)
    if hubs[transit.to].fate.hasKept {
      wake(transit.to)
      try look(at: receiver)
      try compare(before, with: envelope, at: receiver)
      try checkStandstill(envelope, at: receiver, earlier: earlier)
    }
    switch result {
    case .success: answer(transit, result)
    case .failure(let error):
      try check(error, of: transit, envelope)
      if !hubs[transit.to].fate.isDead || transit.from != transit.to { answer(transit, told(error)) }
    }
  }

  /// Errors of the receiver's that no fault explains.
  private func check(_ error: any Error, of transit: Transit, _ envelope: Envelope) throws {
    chronicle.check(.stumble)
    switch error {
    case is Crashed, is Stumbled: return
    case StorageError.busy: return
    // The bytes may be lost, or go with the life of the hub in which the message set out.
    case StorageError.corrupt
    where !transit.consignment.files.isEmpty && (scenario.kinds.contains(.missingBytes) || scenario.goesBack):
      return
    default: throw Breach(.stumble, "\(envelope.brief) made its receiver stumble: \(error)")
    }
  }

  /// What the sender hears of an error at the other end.
  private func told(_ error: any Error) -> Result<Acknowledgement, any Error> {
    error is Crashed ? .failure(StorageError.unavailable("no answer")) : .failure(error)
  }

  private func answer(_ transit: Transit, _ result: Result<Acknowledgement, any Error>) {
    guard let sender = transit.sender else { return }
    if strikes(.crash), transit.from != transit.to {
      hubs[transit.from].fate.die(at: .acknowledged)
      return
    }
    guard let wait = transit.answersIn, now + wait <= transit.deadline || wait >= 30_000 else {
      return giveUp(sender.wire, sender.number, at: max(now, transit.deadline))
    }
    answer(sender.wire, sender.number, result, in: wait)
  }

  private func giveUp(_ wire: Wire, _ number: Int, at time: Int) {
    heap.plan(.answer(wire, number, .failure(StorageError.unavailable("no answer"))), at: time)
  }

  private func answer(_ wire: Wire, _ number: Int, _ result: Result<Acknowledgement, any Error>, in wait: Int) {
    heap.plan(.answer(wire, number, result), at: now + wait)
  }

  func strikes(_ kind: FaultKind) -> Bool {
    guard phase == .working else { return false }
    let share = scenario.share(of: kind)
    return share > 0 && wireChance.happens(kind == .crash ? share / 8 : share)
  }

  private func strike(_ kind: FaultKind, _ stage: Stage, _ envelope: Envelope) {
    chronicle.strike(kind, at: stage, now, envelope.brief)
  }

  func name(_ desk: Int) -> String { "desk \(desk)" }
}

extension Envelope {
  /// In a few words, for a trace.
  var brief: String {
    let lane =
      handoff.map { "handoff …\($0.description.suffix(4))" } ?? "partnership …\(partnership.description.suffix(4))"
    return "\(message.kind.rawValue) (\(lane) \(direction.rawValue) \(seq), turn \(turn.number))"
  }
}

extension Result<Acknowledgement, any Error> {
  var brief: String {
    switch self {
    case .success(let answer): "\(answer.outcome)" + (answer.needs.map { ", needs \($0)" } ?? "")
    case .failure(let error): "\(error)"
    }
  }
}
