import Foundation

extension Message {
  /// The word for a message's kind on the wire and in the timeline.
  package enum Kind: String, Sendable, CaseIterable, Codable {
    case offer, withdraw, recall, rework, confirm, accept, decline, complete, `return`, status, comment, edit, retract
    case file, priority, deadlines, eta, fields, chain, end, tombstone, joined, terms, suspend, resume, ended
    case resync, resynced, remind, forgotten
  }

  package var kind: Kind {
    switch self {
    case .offer: .offer
    case .withdraw: .withdraw
    case .recall: .recall
    case .rework: .rework
    case .confirm: .confirm
    case .accept: .accept
    case .decline: .decline
    case .complete: .complete
    case .return: .return
    case .status: .status
    case .comment: .comment
    case .edit: .edit
    case .retract: .retract
    case .file: .file
    case .priority: .priority
    case .deadlines: .deadlines
    case .eta: .eta
    case .fields: .fields
    case .chain: .chain
    case .end: .end
    case .tombstone: .tombstone
    case .joined: .joined
    case .terms: .terms
    case .suspend: .suspend
    case .resume: .resume
    case .ended: .ended
    case .resync: .resync
    case .resynced: .resynced
    case .remind: .remind
    case .forgotten: .forgotten
    }
  }

  func encodeBody(into container: inout KeyedEncodingContainer<Envelope.CodingKeys>) throws {
    switch self {
    case .offer(let body): try container.encode(body, forKey: .body)
    case .recall(let body), .rework(let body), .decline(let body), .return(let body):
      try container.encode(body, forKey: .body)
    case .accept(let body): try container.encode(body, forKey: .body)
    case .complete(let body): try container.encode(body, forKey: .body)
    case .status(let body): try container.encode(body, forKey: .body)
    case .comment(let body): try container.encode(body, forKey: .body)
    case .edit(let body): try container.encode(body, forKey: .body)
    case .retract(let body): try container.encode(body, forKey: .body)
    case .file(let body): try container.encode(body, forKey: .body)
    case .priority(let body): try container.encode(body, forKey: .body)
    case .deadlines(let body): try container.encode(body, forKey: .body)
    case .eta(let body): try container.encode(body, forKey: .body)
    case .fields(let body): try container.encode(body, forKey: .body)
    case .chain(let body): try container.encode(body, forKey: .body)
    case .end(let body): try container.encode(body, forKey: .body)
    case .joined(let body), .terms(let body): try container.encode(body, forKey: .body)
    case .ended(let body): try container.encode(body, forKey: .body)
    case .resync(let body): try container.encode(body, forKey: .body)
    case .resynced(let body): try container.encode(body, forKey: .body)
    case .remind(let body): try container.encode(body, forKey: .body)
    case .withdraw, .confirm, .tombstone, .suspend, .resume, .forgotten: break
    }
  }

  init(_ kind: Kind, bodyFrom container: KeyedDecodingContainer<Envelope.CodingKeys>) throws {
    func body<Body: Decodable>(_: Body.Type = Body.self) throws -> Body {
      try container.decode(Body.self, forKey: .body)
    }
    self =
      switch kind {
      case .offer: .offer(try body())
      case .withdraw: .withdraw
      case .recall: .recall(try body())
      case .rework: .rework(try body())
      case .confirm: .confirm
      case .accept: .accept(try body())
      case .decline: .decline(try body())
      case .complete: .complete(try body())
      case .return: .return(try body())
      case .status: .status(try body())
      case .comment: .comment(try body())
      case .edit: .edit(try body())
      case .retract: .retract(try body())
      case .file: .file(try body())
      case .priority: .priority(try body())
      case .deadlines: .deadlines(try body())
      case .eta: .eta(try body())
      case .fields: .fields(try body())
      case .chain: .chain(try body())
      case .end: .end(try body())
      case .tombstone: .tombstone
      case .joined: .joined(try body())
      case .terms: .terms(try body())
      case .suspend: .suspend
      case .resume: .resume
      case .ended: .ended(try body())
      case .resync: .resync(try body())
      case .resynced: .resynced(try body())
      case .remind: .remind(try body())
      case .forgotten: .forgotten
      }
  }
}
