import Federation
import Foundation
import Testing
import Ticketing

extension Message {
  private static let time = Date(timeIntervalSince1970: 1_763_762_400.125)

  private static func id<Entity>(_ last: Int, _: Entity.Type = Entity.self) -> ID<Entity> {
    ID(UUID(uuid: (1, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(last))))
  }

  private static let author = Author(kind: .agent, name: "Ada Acmeson", desk: "Acme", agent: id(1))

  private static let outward = Outward(
    rules: SharingRules(
      audiences: [.partner, .public], attachments: true, names: .full, requester: .contact, fields: ["asset", "site"],
      chain: .times), desk: "Acme",
    secret: FederationID(hex: String(repeating: "e", count: 32)) ?? tags.1, partnership: id(2))

  private static let tags: (ChainTags, FederationID) = {
    guard let desk = FederationID(hex: String(repeating: "d", count: 32)) else { preconditionFailure("32 digits") }
    var moment = Moment(now: time, seed: 4)
    return (ChainTags(startingAt: desk, moment: &moment), desk)
  }()

  private static let comment = Ticketing.Comment(
    id: id(3), ticket: id(4), event: id(5), body: "Grüße 👩‍🔧 \"quoted\" \\ \u{0} </script>", format: .text,
    audience: .public, author: author, origin: .here, createdAt: time)

  private static var shared: SharedComment {
    guard let shared = comment.shared else { preconditionFailure("a public comment may leave") }
    return shared
  }

  private static var file: AttachmentCopy {
    guard let hash = ContentHash(hex: String(repeating: "0a", count: 32)) else { preconditionFailure("64 digits") }
    let file = Ticketing.Attachment(
      id: id(6), ticket: id(4), comment: nil, event: id(7), name: "plan.pdf", mediaType: "application/pdf",
      bytes: 7, hash: hash, audience: .partner, author: author, origin: .here, createdAt: time)
    guard let shared = file.shared else { preconditionFailure("a partner's file may leave") }
    return AttachmentCopy(shared, comment: comment.event, under: outward)
  }

  private static let hop = ChainHop(desk: "Sparks", isHolder: true, category: .onHold, label: "Parts", since: time)
  private static let terms = Terms(name: "Acme", sharing: outward.rules, receives: false)

  /// As a desk makes it, with all that it can carry.
  private static let offer: Offer = {
    var bench = Bench(desks: 2)
    bench.equip(.acme, fieldKeys: ["text", "number", "flag", "day", "choices"])
    do {
      try bench.share(.acme, with: .fieldworks) {
        $0 = outward.rules
        $0.fields = ["text", "number", "flag", "day", "choices", "site"]
      }
      try bench.agree(.acme, with: .fieldworks, PartnershipSettings(requires: CompletionRequirement.allCases))
      let fields: [String: FieldValue] = [
        "text": .text("x"), "number": .number(1.5), "flag": .flag(true), "day": .day("2026-11-21"),
        "choices": .choices(["a", "b"]),
      ]
      let site = Site(address: "Main St", access: "code", contact: "Otto", phone: "1", device: "L", serialNumber: "S")
      let spot = bench.open(
        .acme, TicketDraft(subject: "No light", description: "in the hall", type: .problem, fields: fields, site: site))
      let attached = bench.file(spot, "plan.pdf", .partner)
      guard let file = attached.shared else { preconditionFailure("a partner's file may leave") }
      let terms = OfferTerms(
        message: "today", respondBy: time, requesterName: "Rita", requesterPhone: "112", follows: id(8),
        comments: [shared], files: [OfferedFile(file: file, comment: comment.event)])
      try bench.offer(spot, to: .fieldworks, terms)
    } catch {
      Issue.record("an offer was refused: \(error)")
    }
    guard case .offer(let offer) = bench.messages(to: .fieldworks).last?.message else {
      preconditionFailure("an offer is on its way")
    }
    return offer
  }()

  /// One message of every kind, in the order of the kinds, with all that it can carry.
  static var examples: [Message] {
    Kind.allCases.map { kind in
      switch kind {
      case .offer: .offer(offer)
      case .withdraw: .withdraw
      case .recall: .recall(Reason("why"))
      case .rework: .rework(Reason(""))
      case .confirm: .confirm
      case .accept: .accept(Acceptance(number: 3, eta: time))
      case .decline: .decline(Reason("no"))
      case .complete:
        .complete(
          Completion(
            resolution: Resolution(code: .notReproducible, text: "fine"), minutes: 100_000, serialNumber: "A"))
      case .return: .return(Reason("not ours"))
      case .status:
        .status(StatusReport(category: .onHold, label: "Parts", hold: Hold(reason: "post", until: time)))
      case .comment: .comment(CommentCopy(shared, under: outward))
      case .edit: .edit(CommentEdit(shared, under: outward))
      case .retract: .retract(CommentRetraction(event: comment.event))
      case .file: .file(file)
      case .priority: .priority(PriorityNote(priority: .low, reason: nil))
      case .deadlines: .deadlines(Deadlines(respondBy: nil, resolveBy: time, reason: "fair"))
      case .eta: .eta(Eta(eta: nil, reason: "unknown"))
      case .fields: .fields(FieldsNote(fields: ["asset": .text("7")]))
      case .chain: .chain(ChainReport(hops: [hop, hop]))
      case .end: .end(Ending(outcome: .returned, keepsCopy: true))
      case .tombstone: .tombstone
      case .joined: .joined(terms)
      case .terms: .terms(terms)
      case .suspend: .suspend
      case .resume: .resume
      case .ended: .ended(Ended(settled: [Self.id(12)]))
      case .resync:
        .resync(Resync(former: Place(epoch: 3, seq: 4), applied: Place(epoch: 1, seq: 0), asOf: time))
      case .resynced: .resynced(Resynced(epoch: 3, delegated: [Self.id(13)]))
      case .remind: .remind(Reminder(Array("{}".utf8)))
      case .forgotten: .forgotten
      }
    }
  }

  /// In an envelope, over a handoff or over the partnership's own lane.
  func inEnvelope(handoff: Bool = true) -> Envelope {
    Envelope(
      partnership: Self.id(2), handoff: handoff ? Self.id(9) : nil, direction: .up, epoch: 2, seq: 17,
      event: Self.id(10), cause: handoff ? Self.id(11) : nil, hops: 3, turn: Turn(epoch: 2, number: 5), seen: 4,
      author: Self.outward.author(Self.author), at: Self.time, message: self)
  }
}
