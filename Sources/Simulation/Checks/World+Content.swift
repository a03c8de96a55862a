import Federation
import Foundation
import Storage
import Ticketing

/// The conversations, held against the naive model.
extension World {
  func checkContent(_ desk: Int) throws {
    for ticket in desks[desk].tickets {
      let talk = desks[desk].talks[ticket] ?? Talk()
      let (comments, files) = try conversation(on: ticket, at: desk)
      try compare(comments, talk, at: desk)
      try compare(files, talk, at: desk)
    }
  }

  private func conversation(on ticket: TicketID, at desk: Int) throws -> ([Comment], [Attachment]) {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    return try loop.run {
      try await store.desks.read(in: tenant) { tx in
        var comments: [Comment] = []
        var page = PageRequest(limit: 200)
        while true {
          let next = try tx.comments(on: ticket, page)
          comments += next.items
          guard let position = next.next else { break }
          page = PageRequest(limit: 200, after: position)
        }
        return (comments, try tx.attachments(on: ticket))
      }
    }.get()
  }

  private func compare(_ comments: [Comment], _ talk: Talk, at desk: Int) throws {
    var seen: Set<EventID> = []
    for comment in comments {
      chronicle.check(.content)
      guard seen.insert(comment.event).inserted else {
        throw Breach(.once, "\(name(desk)) has a comment twice: “\(comment.body)”")
      }
      guard let item = talk.items[comment.event] else {
        // What the desk itself notes down, and what a merge brought, are internal.
        if comment.audience == .internal, comment.author.kind == .system || comment.mergedFrom != nil { continue }
        throw Breach(.content, "\(name(desk)) has a comment that nobody wrote for it: “\(comment.body)”")
      }
      let isSame =
        comment.body == item.text && comment.audience == item.audience && comment.isRetracted == item.isRetracted
        && comment.author.name == item.author
      guard isSame else {
        throw Breach(
          .content,
          """
          \(name(desk)) has “\(comment.body)” to \(comment.audience.rawValue) by “\(comment.author.name)” where the \
          model has “\(item.text)” to \(item.audience.rawValue) by “\(item.author)”
          """)
      }
    }
    if let lost = talk.order.first(where: { talk.items[$0]?.isFile == false && !seen.contains($0) }) {
      throw Breach(.content, "\(name(desk)) lacks a comment: “\(talk.items[lost]?.text ?? "")”")
    }
  }

  private func compare(_ files: [Attachment], _ talk: Talk, at desk: Int) throws {
    var seen: Set<EventID> = []
    for file in files where file.mergedFrom == nil {
      chronicle.check(.content)
      guard seen.insert(file.event).inserted else {
        throw Breach(.once, "\(name(desk)) has a file twice: \(file.name)")
      }
      guard let item = talk.items[file.event], item.text == file.name, item.audience == file.audience else {
        throw Breach(.content, "\(name(desk)) has a file that nobody sent it: \(file.name)")
      }
      guard blobs.has(file.hash, in: desks[desk].tenant) else {
        throw Breach(.durable, "\(name(desk)) shows \(file.name), and has not its bytes")
      }
    }
    if let lost = talk.order.first(where: { talk.items[$0]?.isFile == true && !seen.contains($0) }) {
      throw Breach(.content, "\(name(desk)) lacks a file: \(talk.items[lost]?.text ?? "")")
    }
  }

  /// What a partner said stands in the timeline once, and in the order in which it was said.
  func checkOrder(_ desk: Int) throws {
    for ticket in desks[desk].tickets {
      let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
      let events = try loop.run {
        try await store.desks.read(in: tenant) { try $0.timeline(of: ticket, afterSeq: 0, limit: 1_000) }
      }.get()
      chronicle.check(.once)
      var known: Set<EventID> = []
      for entry in events where entry.event.kind.isOncePerEvent {
        guard known.insert(entry.event.id).inserted else {
          throw Breach(.once, "\(name(desk)) has \(entry.event.kind) twice in a timeline")
        }
      }
      try checkOrder(of: events.map(\.event), on: ticket, at: desk)
    }
  }

  private func checkOrder(of events: [Event], on ticket: TicketID, at desk: Int) throws {
    for id in desks[desk].handoffs {
      guard let handoff = desks[desk].seen[id], handoff.ticket == ticket, let (one, other) = ends[handoff.partnership]
      else { continue }
      chronicle.check(.order)
      let sender = desk == one ? other : one
      var places: [EventID: Int] = [:]
      for (number, place) in try came(over: id, from: sender, to: desk).enumerated() {
        // What a copy of a hub still had to send came before, and comes again in the next life.
        if let envelope = sent[place], envelope.message.kind.isTold, places[envelope.event] == nil {
          places[envelope.event] = number
        }
      }
      let order = events.filter { $0.handoff == id }.compactMap { places[$0.id] }
      guard zip(order, order.dropFirst()).allSatisfy(<) else {
        throw Breach(.order, "\(name(desk)) heard \(order) over handoff \(id), in this order")
      }
    }
  }

  /// The places of a lane at which something came, in their order.
  private func came(over id: HandoffID, from sender: Int, to desk: Int) throws -> [Place] {
    let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
    return try loop.run {
      try await store.desks.read(in: tenant) {
        try $0.deliveries(.in, of: .handoff(id), after: .start, limit: 1_000).filter { $0.state == .done }
          .map { Place(desk: sender, lane: .handoff(id), epoch: $0.epoch, seq: $0.seq) }
      }
    }.get()
  }

  /// What is over without having been delivered says so, and when.
  func checkVisible() throws {
    for desk in desks.indices {
      let (store, tenant) = (hubs[desks[desk].hub].store, desks[desk].tenant)
      let (deliveries, audit) = try loop.run {
        try await store.desks.read(in: tenant) { tx in
          (try tx.allDeliveries(), try tx.audit(before: nil, limit: 1_000))
        }
      }.get()
      for delivery in deliveries {
        chronicle.check(.visible)
        switch delivery.state {
        case .done: continue
        case .cancelled:
          guard delivery.finishedAt != nil, desks[desk].phases[delivery.partnership] != .joined else {
            throw Breach(.visible, "\(name(desk)) cancelled a \(delivery.kind.rawValue), and its partnership goes on")
          }
        case .dropped:
          guard audit.contains(where: { $0.action == "delivery.drop" }) || delivery.direction == .in else {
            throw Breach(.visible, "\(name(desk)) dropped a \(delivery.kind.rawValue) and nobody wrote it down")
          }
        case .waiting, .missing, .parked:
          throw Breach(.convergence, "\(name(desk)) has a \(delivery.kind.rawValue) that is \(delivery.state.rawValue)")
        }
      }
    }
  }
}

extension Event.Kind {
  /// Whether an event of this kind bears the id that its desk of origin gave it.
  fileprivate var isOncePerEvent: Bool {
    switch self {
    case .commented, .attached, .offered, .accepted, .declined, .withdrawn, .completed, .confirmed, .reworked,
      .recalled, .returned, .void:
      true
    case .opened, .changed, .status, .edited, .retracted, .released, .ended, .eta, .deadlines, .priority, .fields,
      .cancellation, .outdated, .overdue, .parked, .dropped, .unlinked, .merged, .absorbed, .unmerged, .split, .adopted:
      false
    }
  }
}

extension Message.Kind {
  /// Whether it stands in the receiver's timeline under its own event, in its turn.
  fileprivate var isTold: Bool {
    switch self {
    case .comment, .file, .accept, .decline, .complete, .return, .rework, .confirm: true
    case .offer, .withdraw, .recall, .status, .edit, .retract, .priority, .deadlines, .eta, .fields, .chain, .end,
      .tombstone, .joined, .terms, .suspend, .resume, .ended, .resync, .resynced, .remind, .forgotten:
      false
    }
  }
}
